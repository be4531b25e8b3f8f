// Opened from a folder, a page may not start a worker: a hidden frame stands in for it. The search script
// knows such a frame by the name IFrameWorker. Nothing is inline, so that the page's policy lets it run.
if (location.protocol === "file:") {
  class FrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      this.room = this.frame.contentWindow;
      // Some browsers replace an empty frame's first document by another: this one stays.
      this.room.document.open();
      this.room.document.close();
      this.room.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.room.importScripts = (...urls) =>
        urls.reduce((before, next) => before.then(() => this.load(next)), Promise.resolve());
      this.ready = this.load(url);
    }

    load(url) {
      return new Promise((done, failed) => {
        const script = this.room.document.createElement("script");
        script.onload = done;
        script.onerror = failed;
        script.src = url;
        (this.room.document.body || this.room.document.documentElement || this.room.document).append(script);
      });
    }

    postMessage(data) {
      this.ready.then(() => this.room.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.frame.remove();
    }
  }
  window.Worker = window.IFrameWorker = FrameWorker;
}
