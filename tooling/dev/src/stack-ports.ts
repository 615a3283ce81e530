import { choosePorts, isPortFree } from "./ports.ts";
import type { Progress } from "./progress.ts";
import { StackError } from "./stack-error.ts";

export type Ports = Readonly<
  Record<"web" | "realtime" | "provider" | "webMetrics" | "workerMetrics" | "realtimeMetrics", number>
>;

/** The worker and the gateway take the two ports that follow. */
const METRICS_PORT_MAX = 65_533;

/** The web app's port is taken or refused, since people know it; the others give way to who was there first, and say so. 0: any. */
export async function portsFor(web: number, metrics: number, progress: Progress): Promise<Ports> {
  if (!Number.isInteger(metrics) || metrics < 0 || metrics > METRICS_PORT_MAX) {
    throw new StackError(`METRICS_PORT must be a number from 1 to ${METRICS_PORT_MAX}, or 0 for any free ports.`);
  }
  if (web === 0) {
    return choosePorts({ web: 0, realtime: 0, provider: 0, webMetrics: 0, workerMetrics: 0, realtimeMetrics: 0 });
  }
  if (!(await isPortFree(web))) {
    throw new StackError(`Port ${web} is in use by another program. Choose another: PORT=${web + 100} npm start`);
  }
  const wanted = {
    web,
    realtime: web + 1,
    provider: 4242,
    webMetrics: metrics,
    workerMetrics: metrics === 0 ? 0 : metrics + 1,
    realtimeMetrics: metrics === 0 ? 0 : metrics + 2,
  };
  const chosen = await choosePorts(wanted);
  for (const [name, port] of Object.entries(wanted)) {
    const got = chosen[name as keyof typeof wanted]; // the same keys
    if (port !== 0 && got !== port) progress.note(`port ${port} (${name}) is in use: taking ${got}`);
  }
  return chosen;
}

/**
 * Checks the ports again after the seed and the build, because another process may have taken one meanwhile. Replaces those
 * that were taken, except a web port that was set by hand.
 */
export async function renewPorts(ports: Ports, webIsFixed: boolean): Promise<Ports> {
  if (webIsFixed && !(await isPortFree(ports.web))) {
    throw new StackError(
      `Port ${ports.web} was taken by another program meanwhile. Choose another: PORT=${ports.web + 100}`,
    );
  }
  return choosePorts(ports);
}

/** Where people and processes of this machine find them. */
export const urlsOf = (ports: Ports) => ({
  web: `http://localhost:${ports.web}`,
  realtime: `http://localhost:${ports.realtime}`,
  provider: `http://127.0.0.1:${ports.provider}`,
});
