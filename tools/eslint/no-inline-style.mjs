const STYLE = /[\s"'](?:style\s*=|<style[\s>])|^style\s*=|<style[\s>]/i;

/** The frame's policy has no inline styles: a `style=` in a template is dropped silently, `.style=` binds the property. */
export const noInlineStyle = {
  meta: {
    type: "problem",
    schema: [],
    messages: { style: "no style attribute or element in a template: classes, static styles or .style=" },
  },
  create(context) {
    return {
      TaggedTemplateExpression(node) {
        if (!/^(html|svg)$/.test(node.tag.name ?? "")) return;
        for (const quasi of node.quasi.quasis) {
          if (STYLE.test(quasi.value.raw)) context.report({ node: quasi, messageId: "style" });
        }
      },
    };
  },
};
