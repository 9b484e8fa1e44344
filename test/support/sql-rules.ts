export interface Breach {
  readonly line: number;
  readonly rule: "outer join on a spatial predicate" | "ST_ReadSHP" | "R-tree" | "ST_Transform without always_xy";
  readonly excerpt: string;
}

/** Breaks of the rules for SQL in a TypeScript source; comments do not count. Keywords are found in any case. */
export function sqlBreaches(source: string): Breach[] {
  const code = withoutComments(source);
  const breach = (rule: Breach["rule"], at: number): Breach => ({
    rule,
    line: code.slice(0, at).split("\n").length,
    excerpt: code.slice(at, at + 120),
  });
  const all = (pattern: RegExp) => [...code.matchAll(pattern)].map((match) => match.index);
  return [
    ...all(/\bST_ReadSHP\b/giu).map((at) => breach("ST_ReadSHP", at)),
    ...all(/\bRTREE\b/giu).map((at) => breach("R-tree", at)),
    ...all(/\bST_Transform\s*\(/giu)
      .filter((at) => !/\balways_xy\s*:?=\s*true/iu.test(balanced(code, code.indexOf("(", at))))
      .map((at) => breach("ST_Transform without always_xy", at)),
    ...all(/\b(?:LEFT|RIGHT|FULL)\s+(?:OUTER\s+)?JOIN\b/giu)
      .filter((at) => isSpatial(code, at))
      .map((at) => breach("outer join on a spatial predicate", at)),
  ];
}

/**
 * What the join at `at` is decided by: its condition up to the next clause, and the whole of a LATERAL subquery. A plain
 * subquery may use ST_ functions as it likes: it is joined by what it gives.
 */
function isSpatial(code: string, at: number): boolean {
  const spatial = /\bST_\w+|&&/iu;
  let place = code.slice(at).search(/JOIN\b/iu) + at + 4;
  const lateral = /^\s*LATERAL\b/iu.exec(code.slice(place));
  if (lateral !== null) place += lateral[0].length;
  let relation = "";
  for (; place < code.length && !/^\s(?:ON|USING)\b/iu.test(code.slice(place, place + 7)); place++) {
    if (/^[`;]/u.test(code[place] ?? "")) return false;
    if (code[place] !== "(" && code[place] !== "{") continue;
    const subquery = balanced(code, place);
    relation += subquery;
    place += subquery.length - 1;
  }
  if (lateral !== null && spatial.test(relation)) return true;
  let condition = "";
  for (; place < code.length; place++) {
    const rest = code.slice(place, place + 40);
    if (
      /^[`;)]/u.test(rest) ||
      /^\s(?:WHERE|GROUP|ORDER|LIMIT|UNION|QUALIFY|HAVING|(?:INNER |CROSS |LEFT |RIGHT |FULL |OUTER |SEMI |ANTI )*JOIN)\b/iu.test(
        rest,
      )
    )
      break;
    const part = rest[0] === "(" || rest[0] === "{" ? balanced(code, place) : (rest[0] ?? "");
    condition += part;
    place += part.length - 1;
  }
  return spatial.test(condition);
}

/** From the bracket at `open` to the one that closes it, both included. */
function balanced(code: string, open: number): string {
  const opening = code[open] ?? "(";
  const closing = opening === "(" ? ")" : "}";
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === opening) depth += 1;
    if (code[at] === closing) depth -= 1;
    if (depth === 0) return code.slice(open, at + 1);
  }
  return code.slice(open);
}

/** Blanks comments, keeps lines and everything inside quotes; templates are kept whole, what stands in `${}` too. */
function withoutComments(source: string): string {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`|(?<=[(,=:[!&|?{};]\s*|return\s)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/gu;
  let result = "";
  let from = 0;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const [text] = match;
    result += source.slice(from, match.index);
    from = match.index + text.length;
    if (text === "`") {
      const end = templateEnd(source, from);
      result += source.slice(match.index, end);
      from = end;
      token.lastIndex = end;
    } else result += /^\/[/*]/u.test(text) ? text.replace(/[^\n]/gu, " ") : text;
  }
  return result + source.slice(from);
}

/** Behind the backtick that closes the template whose content begins at `from`. */
function templateEnd(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === "\\") at += 1;
    else if (source[at] === "`") return at + 1;
    else if (source.startsWith("${", at)) at = expressionEnd(source, at + 2) - 1;
  }
  return source.length;
}

function expressionEnd(source: string, from: number): number {
  let depth = 1;
  for (let at = from; at < source.length; at++) {
    if (source[at] === "`") at = templateEnd(source, at + 1) - 1;
    else if (source[at] === "{") depth += 1;
    else if (source[at] === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return source.length;
}
