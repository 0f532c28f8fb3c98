// Stands in for fast-glob where there are no files to find.
exports.sync = () => [];
