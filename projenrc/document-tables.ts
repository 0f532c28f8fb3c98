import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type Project } from 'projen';

/**
 * Writes the generated tables of a document. Each is between two comments with its name. The rest of the file is
 * written by hand.
 */
export class DocumentTables extends Component {
  public constructor(
    project: Project,
    private readonly document: string,
    private readonly tables: Readonly<Record<string, string>>,
  ) {
    super(project);
  }

  public synthesize(): void {
    const path = join(this.project.outdir, this.document);
    const text = Object.entries(this.tables).reduce(
      (before, [name, table]) => {
        const place = new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`);
        if (!place.test(before)) {
          throw new Error(
            `${this.document} must have the comments <!-- ${name} --> and <!-- /${name} --> around the table ${name}`,
          );
        }
        return before.replace(place, () => `<!-- ${name} -->\n${table.trim()}\n<!-- /${name} -->`);
      },
      readFileSync(path, 'utf8'),
    );
    writeFileSync(path, text);
  }
}
