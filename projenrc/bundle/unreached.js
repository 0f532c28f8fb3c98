// Stands in for modules that the bundle never reaches.
