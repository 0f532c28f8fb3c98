import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type Project } from 'projen';

/** README.md is written by hand, but for its tables, which stand between two comments with their names. */
export class ReadmeTables extends Component {
  public constructor(project: Project, private readonly tables: Readonly<Record<string, string>>) {
    super(project);
  }

  public synthesize(): void {
    const path = join(this.project.outdir, 'README.md');
    const text = Object.entries(this.tables).reduce((before, [name, table]) => {
      const place = new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`);
      if (!place.test(before)) {
        throw new Error(`README.md must have the comments <!-- ${name} --> and <!-- /${name} --> for a table`);
      }
      return before.replace(place, () => `<!-- ${name} -->\n${table.trim()}\n<!-- /${name} -->`);
    }, readFileSync(path, 'utf8'));
    writeFileSync(path, text);
  }
}
