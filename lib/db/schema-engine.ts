import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Nothing in this schema is managed by somebody else. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Opens Prisma's schema engine on a connection string. It is the WebAssembly build, because the native
 * one is downloaded at first use from a host that a closed network does not reach.
 */
export function openSchemaEngine(connectionString: string): Promise<engineModule.SchemaEngine> {
  return open(new PrismaPg({ connectionString, max: 1 }));
}

/** The engine for comparing one schema file with another: no database is there, and none is needed. */
export function openOfflineSchemaEngine(): Promise<engineModule.SchemaEngine> {
  return open(new NoDatabase());
}

async function open(factory: SqlMigrationAwareDriverAdapterFactory): Promise<engineModule.SchemaEngine> {
  await instantiate();
  return engineModule.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

let instantiated: Promise<void> | undefined;

function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    // The package's own entry imports the .wasm file as a module, which Node 20 does not do.
    const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const binary = await readFile(path.join(path.dirname(glue), 'schema_engine_bg.wasm'));
    const imports = { './schema_engine_bg.js': engineModule as unknown as WebAssembly.ModuleImports };
    const { instance } = await WebAssembly.instantiate(new Uint8Array(binary), imports);
    engineModule.__wbg_set_wasm(instance.exports);
    (instance.exports['__wbindgen_start'] as () => void)();
  })();
  return instantiated;
}

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
