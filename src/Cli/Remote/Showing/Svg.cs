using System.Security;
using System.Text;
using System.Text.Json;

namespace Sluice.Cli.Remote.Showing;

/// <summary>Draws an outline as SVG: states below one another in written order, what they hold inside them, ways that skip or go back
/// on the sides.</summary>
internal sealed class Svg
{
    private const string Style =
        "text{font:13px sans-serif;fill:#222}.k{font-size:11px;fill:#666}.l{font-size:11px;fill:#444}"
        + "rect{fill:#fff;stroke:#888}.box{fill:#f6f7f9}path{fill:none;stroke:#555}.catch{stroke:#b33;stroke-dasharray:4 3}.dot{fill:#555;stroke:none}";

    private const string Head = """<path d="M0 0L8 4L0 8z" style="fill:#555;stroke:none"/>""";

    private readonly StringBuilder _text = new();

    private Svg()
    {
    }

    public static string Of(JsonElement outline)
    {
        var root = SvgScope.Measure(SvgOutline.Read(outline));
        var drawing = new Svg();
        drawing.Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {root.Width} {root.Height}" width="{root.Width}" height="{root.Height}">""");
        drawing.Append($"<style>{Style}</style>");
        drawing.Append($"""<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">{Head}</marker></defs>""");
        drawing.Draw(root, 0, 0);
        return drawing._text.Append("</svg>\n").ToString();
    }

    private void Draw(SvgScope scope, int left, int top)
    {
        foreach (var box in scope.Boxes)
        {
            var (x, y) = (left + box.Left, top + box.Top);
            Append($"""<rect class="{(box.Inner.Count > 0 ? "box" : "")}" x="{x}" y="{y}" width="{box.Width}" height="{box.Height}" rx="5"/>""");
            Append($"""<text x="{x + SvgBox.Padding}" y="{y + 18}">{Safe(box.State.Name)}</text>""");
            Append($"""<text class="k" x="{x + SvgBox.Padding}" y="{y + 33}">{Safe(box.State.Kind)}</text>""");
            foreach (var (inner, innerLeft) in box.Inner)
            {
                Draw(inner, x + innerLeft, y + SvgBox.HeadHeight);
            }
        }

        if (scope.Boxes.Count > 0)
        {
            var first = scope.Boxes.First(box => box.State.Id == scope.Start);
            Append($"""<circle class="dot" cx="{left + scope.Centre}" cy="{top + SvgScope.DotRoom / 2}" r="4"/>""");
            Append($"""<circle class="dot" cx="{left + scope.Centre}" cy="{top + scope.EndTop}" r="4"/>""");
            Arrow("", $"M{left + scope.Centre} {top + (SvgScope.DotRoom / 2)}V{top + first.Top}");
        }

        scope.Ways.ToList().ForEach(way => Draw(scope, way, left, top));
    }

    private void Draw(SvgScope scope, SvgWay way, int left, int top)
    {
        var from = way.From;
        var (x, y) = (left + from.Left + from.Width, top + from.Top + way.Drop);
        var target = way.To is { } to ? top + to.Top + SvgBox.Entry : top + scope.EndTop;
        if (way.Lane == 0)
        {
            Arrow(way.Class, $"M{left + scope.Centre} {top + from.Top + from.Height}V{(way.To is { } below ? top + below.Top : target - 4)}");
            Label(way, left + scope.Centre + 4, top + from.Top + from.Height + 14);
            return;
        }

        var lane = left + scope.LaneAt(way.Lane);
        var end = way.To is { } box ? left + box.Left + box.Width : left + scope.Centre + 5;
        Arrow(way.Class, $"M{x} {y}H{lane}V{target}H{end}");
        Label(way, x + 4, y - 3);
    }

    private void Arrow(string kind, string path) => Append($"""<path class="{kind}" d="{path}" marker-end="url(#a)"/>""");

    private void Label(SvgWay way, int x, int y)
    {
        if (way.Label.Length > 0)
        {
            Append($"""<text class="l" x="{x}" y="{y}">{Safe(way.Label)}</text>""");
        }
    }

    private void Append(FormattableString line) => _text.Append(FormattableString.Invariant(line)).Append('\n');

    private static string Safe(string text) => SecurityElement.Escape(Plain.Text(text));
}
