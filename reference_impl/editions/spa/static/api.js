// Speaks with the portal: JSON, the session's cookie, and a token that no other site can know.

let token = "";

/** What the portal could not do, in the words of a person. */
export class Trouble extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

const WORDS = {
  404: "Cette page n'existe pas.",
  413: "Votre envoi est trop long.",
};

const ask = async (path, options) => {
  let response;
  try {
    response = await fetch(`/api${path}`, { credentials: "same-origin", ...options });
  } catch (cause) {
    if (cause.name === "AbortError") throw cause;
    throw new Trouble(0, "Le portail ne répond pas : vérifiez votre connexion.");
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  if (!isJson) {
    response.body?.cancel(); // what nobody reads would be under way for ever
    throw new Trouble(response.status, WORDS[response.status] ?? "Une erreur est survenue.");
  }
  const answer = await response.json();
  token = answer.token ?? answer.values?.token ?? token;
  return answer;
};

/** Ask for what an address shows. */
export const get = (path, signal) => ask(path, { headers: { accept: "application/json" }, signal });

/** Send what a form holds. */
export const post = (path, fields) =>
  ask(path, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "x-csrf-token": token,
    },
    body: JSON.stringify(fields),
  });
