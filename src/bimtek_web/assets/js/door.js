/* The door: reads codes with the camera, keeps readings until they have arrived, and says what came of each. */

const form = document.querySelector("#door");
const words = form.dataset;
const place = `bimtek-door-${words.queue}`;
const roster = JSON.parse(words.roster);
const result = document.querySelector("#door-result");
const waiting = document.querySelector("#door-waiting");

/* Readings wait in the device's own store: no name, no number of a card, only the code and the time. */
const held = (where) => {
  try {
    const list = JSON.parse(localStorage.getItem(where) ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return []; // what another program left there is nobody's reading
  }
};
const hold = (where, list) => {
  if (list.length) localStorage.setItem(where, JSON.stringify(list));
  else localStorage.removeItem(where);
};
const queue = () => held(place);
const keep = (readings) => {
  hold(place, readings);
  waiting.hidden = !readings.length;
  waiting.textContent = words.waiting.replace("{}", readings.length);
};

const say = (tone, title, detail) => {
  const box = document.createElement("div");
  box.className = "notice";
  box.dataset.tone = tone;
  for (const [tag, text] of [["b", title], ["span", detail]]) {
    const line = document.createElement("p");
    line.append(Object.assign(document.createElement(tag), { textContent: text }));
    box.append(line);
  }
  result.replaceChildren(box);
  navigator.vibrate?.(tone === "ok" ? 80 : [80, 60, 80]);
};

const fingerprint = async (text) => {
  if (!crypto.subtle) return null;
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 32);
};

/* Without a connection the roster on this page says who it is. */
const offline = async (reading) => {
  const mark = reading.typed ? null : await fingerprint(reading.code);
  const number = reading.typed ? reading.code.toUpperCase().trim() : null;
  const known = roster.find((each) => each.number === number || (mark && each.fingerprint === mark));
  say(known ? "wait" : "stop", known?.name ?? reading.code.slice(0, 24), known ? words.known : words.unknown);
};

/* What was refused is set aside on this device with its reason, so that nobody behind it waits and it is not forgotten. */
const MOST_ASIDE = 50;
const asidePlace = `${place}-aside`;
const aside = document.querySelector("#door-aside");
const showAside = () => {
  const list = held(asidePlace);
  aside.hidden = !list.length;
  aside.querySelector("ul").replaceChildren(
    ...list.map((each) => {
      const line = document.createElement("li");
      line.append(Object.assign(document.createElement("b"), { textContent: each.code || "?" }));
      line.append(Object.assign(document.createElement("small"), { textContent: `${each.time} · ${each.why}` }));
      return line;
    }),
  );
};
const setAside = (reading, why) => {
  const time = new Date(reading.at).toLocaleTimeString("id", { hour: "2-digit", minute: "2-digit" });
  const one = { nonce: reading.nonce, code: String(reading.code ?? "").slice(0, 24), time, why };
  hold(asidePlace, [one, ...held(asidePlace).filter((each) => each.nonce !== one.nonce)].slice(0, MOST_ASIDE));
  showAside();
};
aside.querySelector("button").addEventListener("click", () => {
  hold(asidePlace, []);
  showAside();
});

/* Sends everything that waits; only what was answered leaves the queue. Answers whether the line is there. */
let sending = null;
let portion = 500;
const flush = () => (sending ??= send().finally(() => (sending = null)));
const send = async () => {
  const readings = queue().slice(0, portion);
  if (!readings.length) return [];
  const body = new URLSearchParams({ token: form.elements.token.value, scans: JSON.stringify(readings) });
  let answer;
  try {
    answer = await fetch(words.send, { method: "POST", body, redirect: "manual" });
  } catch {
    return null;
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    say("act", words.login, "");
    return null;
  }
  /* Too much, or something in it that cannot even be read: fewer at a time, down to the one that is set aside. */
  if (answer.status === 413 || answer.status === 422) {
    if (readings.length === 1) {
      setAside(readings[0], words.unreadable);
      keep(queue().filter((each) => each.nonce !== readings[0].nonce));
    }
    portion = Math.max(1, Math.floor(readings.length / 2));
    return queue().length ? send() : null;
  }
  if (!answer.ok) return null;
  portion = 500;
  const { results } = await answer.json();
  const done = new Set(results.map((each) => each.nonce));
  for (const each of results) {
    const sent = readings.find((reading) => reading.nonce === each.nonce);
    if (sent && each.outcome === "refused") setAside(sent, each.detail ?? words.unreadable);
  }
  keep(queue().filter((each) => !done.has(each.nonce)));
  return results;
};

const nonce = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

const LONGEST = 200; // no code of ours is as long; a payment code of 4,000 letters would fill the device
const read = async (code, typed) => {
  const fields = form.elements;
  const reading = { nonce: nonce(), code: code.slice(0, LONGEST), typed, direction: fields.direction.value, day_id: fields.day_id.value };
  reading.at = new Date().toISOString();
  keep([...queue(), reading]);
  const results = await flush();
  const mine = results?.find((each) => each.nonce === reading.nonce);
  if (mine) show(mine);
  else if (results) await read.again(reading);
  else await offline(reading);
};
/* A reading made while another was on its way goes with the next one. */
read.again = async (reading) => {
  const mine = (await flush())?.find((each) => each.nonce === reading.nonce);
  if (mine) show(mine);
};

const TONES = { accepted: "ok", repeated: "wait", refused: "stop" };
const show = (each) => {
  const marks = document.documentElement.lang === "en" ? ["in", "out"] : ["masuk", "keluar"];
  const said = each.detail ?? marks[each.direction === "in" ? 0 : 1];
  say(TONES[each.outcome], each.name ?? each.number ?? "?", said);
  if (each.outcome === "accepted") {
    const count = document.querySelector(`[data-count="${each.direction}"]`);
    count.textContent = count.textContent.replace(/\d+/, (number) => Number(number) + 1);
  }
  const line = document.createElement("li");
  line.append(Object.assign(document.createElement("b"), { textContent: each.name ?? each.number ?? "?" }));
  line.append(Object.assign(document.createElement("small"), { textContent: said }));
  document.querySelector("#door-latest [data-empty]")?.remove();
  document.querySelector("#door-latest").prepend(line);
};

form.addEventListener("submit", (event) => {
  const code = form.elements.code.value.trim();
  if (!code) return;
  event.preventDefault();
  form.elements.code.value = "";
  read(code, true);
});

/* The camera: the browser's own reader where it has one, else a decoder loaded only now. */
const reader = async () => {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    return new BarcodeDetector({ formats: ["qr_code"] });
  }
  const { decodeQR } = await import(words.decoder);
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  return {
    detect: async (video) => {
      const scale = Math.min(1, 640 / video.videoWidth);
      canvas.width = video.videoWidth * scale;
      canvas.height = video.videoHeight * scale;
      brush.drawImage(video, 0, 0, canvas.width, canvas.height);
      try {
        return [{ rawValue: decodeQR(brush.getImageData(0, 0, canvas.width, canvas.height)) }];
      } catch {
        return [];
      }
    },
  };
};

const camera = document.querySelector("#camera");
const video = camera.querySelector("video");
const watch = async (detector) => {
  let last = { code: "", at: 0 };
  while (video.srcObject) {
    await new Promise((done) => setTimeout(done, 200));
    const [found] = await detector.detect(video).catch(() => []);
    const code = found?.rawValue;
    if (!code || (code === last.code && Date.now() - last.at < 4000)) continue;
    last = { code, at: Date.now() };
    await read(code, false);
  }
};

camera.hidden = !navigator.mediaDevices?.getUserMedia;
camera.querySelector("[data-camera-open]").addEventListener("click", async (event) => {
  event.target.hidden = true;
  video.hidden = false;
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
    await watch(await reader());
  } catch {
    event.target.hidden = false;
    video.hidden = true;
    say("act", words.camera, "");
  }
});

addEventListener("online", flush);
setInterval(flush, 15000);
keep(queue());
showAside();
flush();
