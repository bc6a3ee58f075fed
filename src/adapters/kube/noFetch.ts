/**
 * Stands in the bundle for a whole HTTP client. The cluster's library makes its requests with it,
 * while ours go through Node's own `https` with the library's login: nothing ever comes here.
 */

function unused(): never {
  throw new Error('The cluster client makes no requests through fetch.');
}

export const fetch = unused;
export const Agent = unused;
export const ProxyAgent = unused;
