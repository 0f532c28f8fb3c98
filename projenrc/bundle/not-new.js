// Stands in for what projen knows of projects that `projen new` makes: the command line makes its own.
exports.resolveInitProject = () => undefined;
