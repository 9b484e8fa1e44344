/** The part of shpjs that tests use as another program's reading of a shapefile; it ships no types. */
declare module "shpjs" {
  interface ReadFeature {
    readonly properties: Readonly<Record<string, unknown>> | null;
    readonly geometry: { readonly type: string; readonly coordinates: readonly (readonly [number, number])[] };
  }
  const shp: (
    source:
      | ArrayBuffer
      | {
          shp: Uint8Array;
          dbf?: Uint8Array;
          prj?: Uint8Array;
          cpg?: Uint8Array;
        },
  ) => Promise<{ readonly features: readonly ReadFeature[] }>;

  export = shp;
}
