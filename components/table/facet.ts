/** One field to filter by: a parameter of the URL and what it may be. */
export interface Facet {
  /** The URL parameter; its values are joined by commas. */
  key: string;
  label: string;
  options: { value: string; label: string; count?: number | undefined }[];
}
