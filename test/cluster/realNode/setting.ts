/** What `npm run test:real` says of the world in which it runs these tests. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error('These tests run through "npm run test:real".');
  return value;
}
