/**
 * Stands in for the library with which the YAML language server fetches schemas: nothing that it
 * is asked for leaves this machine, whatever a file or a setting says.
 */
export async function xhr({ url }: { url: string }): Promise<never> {
  const status = 403;
  throw Object.assign(new Error(`${url} is not fetched: schemas come from this machine alone.`), {
    status,
    responseText: `${url} is not fetched.`,
  });
}

export function configure(): void {
  // There is no proxy to be configured for.
}

export function getErrorStatusDescription(status: number): string {
  return `Status ${status}`;
}

// The language server imports it whole.
// oxlint-disable-next-line import/no-default-export
export default { xhr, configure, getErrorStatusDescription };
