// The office's log-in provider for tests: the real oidc-provider program, with people who need no password.
import http from "node:http";
import Provider from "oidc-provider";

const { PORT, BACK, SECRET, PEOPLE } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const people = JSON.parse(PEOPLE); // name: { email, email_verified, amr }

const provider = new Provider(issuer, {
  clients: [{ client_id: "bimtek", client_secret: SECRET, redirect_uris: [BACK], response_types: ["code"] }],
  claims: { openid: ["sub", "amr"], email: ["email", "email_verified"] },
  conformIdTokenClaims: process.env.IN_TOKEN !== "1",
  findAccount: (context, id) =>
    people[id] && { accountId: id, claims: () => ({ sub: id, email: people[id].email, email_verified: people[id].email_verified }) },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (context, interaction) => `/people/${interaction.uid}` },
  pkce: { required: () => true },
});

async function ask(request, response) {
  const { client_id, scope } = (await provider.interactionDetails(request, response)).params;
  const names = Object.keys(people).map((name) => `<button name="who" value="${name}">${name}</button>`);
  response.setHeader("content-type", "text/html");
  response.end(`<h1>Akun kantor</h1><p>${client_id}: ${scope}</p><form method="post">${names.join(" ")}<button name="who" value="">Batal</button></form>`);
}

async function answer(request, response) {
  let body = "";
  for await (const part of request) body += part;
  const who = new URLSearchParams(body).get("who");
  if (!who) return provider.interactionFinished(request, response, { error: "access_denied" });
  const grant = new provider.Grant({ accountId: who, clientId: "bimtek" });
  grant.addOIDCScope("openid email");
  const login = { accountId: who, amr: people[who].amr };
  await provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } });
}

const served = provider.callback();
http
  .createServer((request, response) => {
    if (!request.url.startsWith("/people/")) return served(request, response);
    (request.method === "POST" ? answer : ask)(request, response).catch((error) => response.destroy(error));
  })
  .listen(Number(PORT), "127.0.0.1");
