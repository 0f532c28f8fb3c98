/** The YAML parser of the package, as a bundle of its own. */
export { isMap, parse, parseAllDocuments, parseDocument } from 'yaml';
