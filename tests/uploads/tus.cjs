// Uploads files with tus-js-client, several at once, until each is done. Job: JSON on standard input. For each file that
// the client calls done, a line `done SHA256`.

const { createReadStream, readFileSync } = require("node:fs");
const { resolve } = require("node:path");
const { createRequire } = require("node:module");

const job = JSON.parse(readFileSync(0, "utf8"));
const tus = createRequire(resolve(job.modules, "package.json"))("tus-js-client");
const queue = [...job.files];
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function attempt(file, url) {
  return new Promise((settle) => {
    const upload = new tus.Upload(createReadStream(file.path), {
      endpoint: `${job.url}/api/v1/uploads`,
      uploadUrl: url,
      uploadSize: file.size,
      chunkSize: job.chunk,
      headers: { authorization: `Bearer ${job.token}` },
      metadata: { sha256: file.sha256, mime: file.mime },
      retryDelays: [50, 100, 200, 400, 800],
      onSuccess: () => settle({ done: true }),
      onError: (error) => settle({ done: false, url: upload.url, error }),
    });
    upload.start();
  });
}

async function worker() {
  for (let file = queue.shift(); file; file = queue.shift()) {
    let url;
    for (let tries = 0; ; tries += 1) {
      const outcome = await attempt(file, url);
      if (outcome.done) {
        console.log(`done ${file.sha256}`);
        break;
      }
      if (tries > 100) {
        console.error(`${file.sha256}: ${outcome.error}`);
        process.exitCode = 1;
        break;
      }
      url = outcome.url ?? undefined;
      await sleep(100);
    }
  }
}

Promise.all(Array.from({ length: job.parallel }, worker));
