// Rust has no way to write a dynamic import, which keeps the map library out of every page that shows no map.
export function load(url) {
  return import(url);
}
