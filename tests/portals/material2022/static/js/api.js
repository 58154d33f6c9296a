// REST client: JSON, session cookie, XSRF header.
export class ApiError extends Error {
  constructor(status, body) { super(body.message); this.status = status; this.body = body; }
}
const cookie = (name) => document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/api${path}`, {
      method, credentials: 'same-origin', cache: 'no-store',
      headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') }) },
      body: body && JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, { message: 'Le service est momentanément indisponible. Veuillez réessayer.', errors: {} });
  }
  const data = await response.json();
  if (!response.ok) throw new ApiError(response.status, data);
  return data;
}
export const get = (path) => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);

export const session = { connected: false };
export async function refresh() { return Object.assign(session, await get('/session')); }
