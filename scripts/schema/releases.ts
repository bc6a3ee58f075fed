/** The releases of Kubernetes whose minors the table covers, oldest first; the newest patch of each. */
export const RELEASES: readonly string[] = ['1.33.13', '1.34.4', '1.35.4', '1.36.3', '1.37.2'];
