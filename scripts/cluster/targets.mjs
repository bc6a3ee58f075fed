// @ts-check

/**
 * The platforms that the practice cluster is built for, by the names that extensions are packed
 * under and that Node calls them by: `platform-arch`.
 * @type {Readonly<Record<string, { readonly GOOS: string, readonly GOARCH: string }>>}
 */
export const targets = {
  'linux-x64': { GOOS: 'linux', GOARCH: 'amd64' },
  'linux-arm64': { GOOS: 'linux', GOARCH: 'arm64' },
  'darwin-x64': { GOOS: 'darwin', GOARCH: 'amd64' },
  'darwin-arm64': { GOOS: 'darwin', GOARCH: 'arm64' },
  'win32-x64': { GOOS: 'windows', GOARCH: 'amd64' },
  'win32-arm64': { GOOS: 'windows', GOARCH: 'arm64' },
};

/** This machine's own. */
export const hostTarget = `${process.platform}-${process.arch}`;
