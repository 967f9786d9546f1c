import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** Nothing in this schema is managed by somebody else. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Does something with Prisma's schema engine on a database. It is the WebAssembly build, because the native
 * one is downloaded at first use from a host that a closed network does not reach.
 */
export async function withSchemaEngine<Result>(
  connectionString: string,
  work: (engine: engineModule.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  // The engine never closes what it opened, so the pool is ours.
  const pool = new pg.Pool({ connectionString, max: 1 });
  try {
    return await runEngine(new WholeScripts(new PrismaPg(pool), pool), work);
  } finally {
    await pool.end();
  }
}

/** The engine for comparing one schema file with another: no database is there, and none is needed. */
export function withOfflineSchemaEngine<Result>(
  work: (engine: engineModule.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  return runEngine(new NoDatabase(), work);
}

async function runEngine<Result>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: engineModule.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await instantiate();
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

let instantiated: Promise<void> | undefined;

function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    // The package's own entry imports the .wasm file as a module, which Node 20 does not do.
    const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const binary = await readFile(path.join(path.dirname(glue), 'schema_engine_bg.wasm'));
    const glueCode: WebAssembly.ModuleImports = { ...(engineModule as unknown as WebAssembly.ModuleImports) };
    for (const name of Object.keys(glueCode).filter((key) => key.startsWith('__wbg_setTimeout_'))) {
      // Its own lock gives up after ten seconds, for which no finished process should have to wait.
      glueCode[name] = (callback: () => void, ms: number) => void setTimeout(callback, ms).unref();
    }
    const { instance } = await WebAssembly.instantiate(new Uint8Array(binary), { './schema_engine_bg.js': glueCode });
    engineModule.__wbg_set_wasm(instance.exports);
    (instance.exports['__wbindgen_start'] as () => void)();
  })();
  return instantiated;
}

/**
 * The adapter cuts a script at every semicolon, those in function bodies and comments too. Here a script goes
 * to the server as it is, which also makes each migration one transaction. The same transaction notes that it
 * is done, so that whenever a start is killed, a migration is either not there or finished.
 */
class WholeScripts implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = '@prisma/adapter-pg';

  constructor(
    private readonly inner: PrismaPg,
    private readonly pool: pg.Pool,
  ) {}

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await this.inner.connect();
    adapter.executeScript = (script) => this.run(script);
    return adapter;
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    return Promise.reject(new Error('Migrations are never tried out on a database of their own.'));
  }

  private async run(script: string): Promise<void> {
    try {
      await this.pool.query(`${script}\n;${MARK_FINISHED}`);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      const { code, severity, message, detail, column, hint } = error;
      throw new DriverAdapterError({ kind: 'postgres', code: code ?? '', severity: severity ?? 'ERROR', message, detail, column, hint });
    }
  }
}

// The engine also makes its table with a script, at which time there is nothing to mark.
const MARK_FINISHED = `DO $mark$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $mark$`;

/**
 * The engine asks which PostgreSQL it speaks to before it does anything. This answers, and refuses
 * whatever else it may be asked.
 */
class NoDatabase implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = 'no-database';

  connect(): Promise<SqlDriverAdapter> {
    const refuse = () => Promise.reject(new Error('There is no database behind this engine.'));
    return Promise.resolve({
      provider: this.provider,
      adapterName: this.adapterName,
      queryRaw: ({ sql }) =>
        sql.includes('version()')
          ? Promise.resolve({
              columnNames: ['exists', 'version', 'numeric_version'],
              columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
              rows: [[true, 'PostgreSQL 18.0', 180_000]],
            })
          : refuse(),
      executeRaw: refuse,
      executeScript: refuse,
      startTransaction: refuse,
      getConnectionInfo: () => ({ supportsRelationJoins: true }),
      dispose: () => Promise.resolve(),
    });
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    return this.connect();
  }
}
