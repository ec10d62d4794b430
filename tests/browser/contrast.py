"""Contrast of text, once for each look: most of what axe-core does on a page is this one rule.

How well a text stands out from what is behind it follows from its own colour, size and weight and from what its
ancestors paint. axe-core is asked about each such look until it has passed one of it; of what it does not pass, or
cannot tell, each is asked about again, on every page.
"""

RULE = "color-contrast"

ASK = """
async (known) => {
  const before = new Set(known.split(" ")), looks = new Map();
  const own = ["color", "fontSize", "fontWeight", "textShadow", "webkitTextStrokeColor"];
  const painted = ["backgroundColor", "backgroundImage", "backgroundClip", "opacity", "filter", "mixBlendMode",
                   "position", "float", "zIndex"];
  const digest = (text) => {
    let [a, b] = [2166136261, 5381];
    for (const letter of text) {
      a = Math.imul(a ^ letter.charCodeAt(0), 16777619);
      b = Math.imul(b, 33) + letter.charCodeAt(0) | 0;
    }
    return `${a >>> 0}.${b >>> 0}`;
  };
  const read = (element, behind) => {
    const style = getComputedStyle(element);
    const here = digest(behind + painted.map((name) => style[name]).join(";"));
    looks.set(element, digest(here + own.map((name) => style[name]).join(";")));
    for (const child of element.children) read(child, here);
  };
  read(document.documentElement, "");
  const fields = new Set(["INPUT", "SELECT", "TEXTAREA"]);
  const texts = (element) => fields.has(element.tagName)
    || [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const strange = [...looks.keys()].filter((element) => texts(element) && !before.has(looks.get(element)));
  if (!strange.length) return { violations: [], passed: [] };
  const found = await axe.run(
    { include: strange },
    { runOnly: { type: "rule", values: ["RULE"] }, resultTypes: ["passes", "violations"], elementRef: true });
  const told = (results) => results.flatMap((one) => one.nodes);
  const refused = new Set(told(found.violations).map((node) => looks.get(node.element)));
  const passed = told(found.passes).map((node) => looks.get(node.element)).filter((look) => !refused.has(look));
  const violations = found.violations.map(
    (one) => ({ id: one.id, impact: one.impact, nodes: one.nodes.map((node) => ({ html: node.html })) }));
  return { violations, passed: [...new Set(passed)] };
}
""".replace("RULE", RULE)


class Contrast:
    """The looks that axe-core has passed in this run; `page` has axe-core already."""

    def __init__(self):
        self._passed: set[str] = set()

    def violations(self, page) -> list[dict]:
        found = page.evaluate(ASK, " ".join(self._passed))  # one text: a list goes to the browser word by word
        self._passed |= set(found["passed"])
        return found["violations"]
