/* Small comforts. Every page works without them. */

/* The error summary takes the focus, on load and after each swap. */
const focusSummary = () => document.querySelector("[data-focus]")?.focus();

/* A form is sent once: the second press waits for the first answer. */
const sendOnce = (event) => {
  const form = event.target.closest("form[data-once]");
  if (!form || event.defaultPrevented) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "1";
  event.submitter?.setAttribute("aria-busy", "true");
};

/* Back from the browser's memory: a page that was left busy is usable again. */
const wake = () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
};

/* Enter in a search among choices searches; it never sends the form around it. */
const searchOnEnter = (event) => {
  if (event.key !== "Enter" || !window.htmx || !event.target.matches?.("[data-search]")) return;
  event.preventDefault();
  event.target.dispatchEvent(new Event("search"));
};

/* "Pick all" picks the rows of this page. */
const pickAll = (event) => {
  if (event.target.name !== "all") return;
  for (const box of event.target.closest("form").querySelectorAll('input[name="pick"]')) {
    box.checked = event.target.checked;
  }
};

/* One press fills an empty column of the attendance sheet. */
const fillColumn = (event) => {
  const day = event.target.dataset?.fill;
  if (!day) return;
  for (const list of event.target.closest("form").querySelectorAll(`select[data-day="${day}"]`)) {
    if (!list.value) list.value = "present";
  }
};

/* What was understood of an amount or a day is said below it, not before the press that left the field is over: what
   is pressed must not move. Where nobody answers, the page that is sent says it. */
const PRESS = 300;
const sayUnderstood = async (event) => {
  const field = event.target.closest?.("[data-read]");
  if (!field || !navigator.onLine) return;
  const words = field.closest(".field").querySelector(".reading");
  const typed = field.matches("input") ? [field] : [...field.querySelectorAll("input")];
  const asked = String(new URLSearchParams(typed.map((input) => [input.name, input.value])));
  words.dataset.asked = asked;
  const answer = await fetch(`/baca/${field.dataset.read}?${asked}`).catch(() => null);
  const said = answer?.ok ? await answer.text() : "";
  await new Promise((over) => setTimeout(over, PRESS));
  if (words.dataset.asked === asked) words.innerHTML = said;
};

/* Another language in the middle of a form: the page is drawn again with what was typed. */
let typedIn;
const redraw = (event) => {
  const link = event.target.closest?.("a[data-language]");
  const form = typedIn?.isConnected ? typedIn : link?.dataset.language && document.querySelector("main form[method=post]");
  if (!link || !form || form.method !== "post") return;
  event.preventDefault();
  const button = form.querySelector("button[name=action]");
  const fields = { redraw: link.hreflang, ...(button && { [button.name]: button.value }) };
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  HTMLFormElement.prototype.submit.call(form);
};
addEventListener("input", (event) => (typedIn = event.target.form));
addEventListener("click", redraw);

/* A countdown says in the page's own words what is left; without a script the words of loading time stay. */
const countDown = () => {
  for (const clock of document.querySelectorAll("[data-countdown]")) {
    const minutes = Math.max(0, Math.floor((Date.parse(clock.dateTime) - Date.now()) / 60000));
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
    const english = document.documentElement.lang === "en";
    const [day, hour, minute] = english ? ["d", "h", "min"] : ["hari", "jam", "menit"];
    const parts = days ? `${days} ${day} ${hours} ${hour}` : hours ? `${hours} ${hour} ${minutes % 60} ${minute}` : `${minutes} ${minute}`;
    clock.textContent = clock.dataset.countdown.replace("{}", parts);
    if (!minutes) location.reload();
  }
};
if (document.querySelector("[data-countdown]")) setInterval(countDown, 20000);

/* A question that depends on another one is there only while it is asked. */
const dependOnAnswers = () => {
  for (const part of document.querySelectorAll("[data-when]")) {
    const given = [...document.querySelectorAll(`[name="${part.dataset.when}"]:checked`)];
    part.hidden = !given.some((each) => each.value === part.dataset.equals);
    for (const hint of part.querySelectorAll(".only-if")) hint.hidden = true;
  }
};
addEventListener("change", dependOnAnswers);
dependOnAnswers();

/* A photo is made smaller before it is sent; what the browser cannot read goes as it is. */
const LONGEST = 1600;
const shrink = async (event) => {
  const [file] = event.target.matches?.("[data-shrink]") ? event.target.files : [];
  if (!file?.type.startsWith("image/") || file.size < 400000) return;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return;
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  if (!small || small.size >= file.size) return;
  const carrier = new DataTransfer();
  carrier.items.add(new File([small], "foto.jpg", { type: "image/jpeg" }));
  event.target.files = carrier.files;
};
addEventListener("change", shrink);

/* A part that could not be fetched is said, and what was there stays; the next one that comes takes it back. */
const trouble = document.querySelector("#line-trouble");
const ownWords = trouble?.innerHTML;
let failed;
const sayTrouble = ({ detail }) => {
  failed = detail;
  if (!trouble) return;
  trouble.innerHTML = ownWords;
  trouble.hidden = false;
};
addEventListener("htmx:sendError", sayTrouble);
addEventListener("htmx:timeout", sayTrouble);
addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const ours = xhr.status < 400 || xhr.getResponseHeader("Vary")?.includes("HX-Request");
  if (!ours) event.detail.shouldSwap = false;
  if (xhr.status >= 400) ours ? (failed = event.detail) : sayTrouble(event);
  if (trouble) trouble.hidden = xhr.status < 400;
});

/* Tries the part again that failed, the way it was asked for. */
addEventListener("click", (event) => {
  if (!event.target.matches?.("[data-retry]") || !failed) return;
  const { elt, requestConfig } = failed;
  htmx.trigger(elt, requestConfig.triggeringEvent?.type ?? "change");
});

addEventListener("DOMContentLoaded", focusSummary);
addEventListener("htmx:afterSwap", focusSummary);
addEventListener("submit", sendOnce);
addEventListener("pageshow", wake);
addEventListener("keydown", searchOnEnter);
addEventListener("change", pickAll);
addEventListener("change", sayUnderstood);
addEventListener("click", fillColumn);
for (const button of document.querySelectorAll("[data-fill][hidden], [data-print][hidden]")) button.hidden = false;
addEventListener("click", (event) => event.target.closest?.("[data-print]") && print());
focusSummary();
