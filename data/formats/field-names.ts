import type { Text } from "../../contract/text.js";

/** Names made different where they collide (without regard to case, as SQL sees them), and a note that says so. */
export function distinctNames(given: readonly string[]): { names: string[]; notes: Text[] } {
  const used = new Set<string>(["__row", "row", "geom"]);
  const changed: string[] = [];
  const names = given.map((raw, index) => {
    const name = raw === "" ? `field_${index + 1}` : raw;
    let free = name;
    for (let number = 2; used.has(free.toLowerCase()); number++) free = `${name}_${number}`;
    used.add(free.toLowerCase());
    if (free !== raw) changed.push(`${raw} → ${free}`);
    return free;
  });
  const list = changed.join(", ");
  return {
    names,
    notes:
      changed.length === 0
        ? []
        : [{ zh: `重名或空名的字段已改名：${list}。`, en: `Fields with the same or no name were renamed: ${list}.` }],
  };
}
