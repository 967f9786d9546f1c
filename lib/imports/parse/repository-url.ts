import { cleanText } from './clean-text';

/**
 * The origin of a checkout as `https://host/owner/name`: one form for ssh, scp-like and https addresses, so that two
 * clones of one repository are recognised, and no user name, password or token is kept. A local origin keeps only its
 * name, since a path of somebody's machine says nothing to anybody else.
 */
export function repositoryUrl(origin: string): string | undefined {
  const text = origin.trim();
  if (text === '' || text.length > 1024) return undefined;
  const scp = /^(?:[^@/\s]+@)?([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+):(?!\/\/)(.+)$/i.exec(text);
  if (scp !== null) return webAddress(scp[1] ?? '', scp[2] ?? '');
  if (/^(?:https?|ssh|git|git\+ssh|git\+https):\/\//i.test(text)) {
    const rest = text.replace(/^[^:]+:\/\//, '');
    const slash = rest.indexOf('/');
    const host = (slash < 0 ? rest : rest.slice(0, slash)).replace(/^.*@/, '').replace(/:\d*$/, '');
    return webAddress(host, slash < 0 ? '' : rest.slice(slash));
  }
  const name = text.replaceAll('\\', '/').replace(/\/+$/, '').split('/').at(-1)?.replace(/\.git$/, '') ?? '';
  return cleanText(name, 200) || undefined;
}

function webAddress(host: string, path: string): string | undefined {
  const clean = path.replace(/[?#].*$/, '').replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  if (host === '' || clean === '') return undefined;
  return cleanText(`https://${host.toLowerCase()}/${clean}`, 1000);
}

/** The address of the remote `origin` in the text of a `.git/config`. */
export function originOf(config: string): string | undefined {
  let inOrigin = false;
  for (const line of config.slice(0, 64 * 1024).split(/\r?\n/)) {
    const section = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (section !== undefined) inOrigin = /^remote\s+"origin"$/.test(section.trim());
    const url = inOrigin ? /^\s*url\s*=\s*(.*?)\s*$/.exec(line)?.[1] : undefined;
    if (url !== undefined) return repositoryUrl(url.replace(/^"(.*)"$/, '$1'));
  }
  return undefined;
}
