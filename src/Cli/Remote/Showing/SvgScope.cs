namespace Sluice.Cli.Remote.Showing;

/// <summary>A scope with places for all that is in it, relative to its own corner.</summary>
internal sealed class SvgScope
{
    /// <summary>Above the first state and below the last.</summary>
    public const int DotRoom = 24;

    private const int Gap = 30;
    private const int LaneWidth = 14;
    private const int Margin = 14;

    private int _lanes;
    private int _lanesAt;

    private SvgScope(int? start) => Start = start;

    public int? Start { get; }

    public IReadOnlyList<SvgBox> Boxes { get; private set; } = [];

    public IReadOnlyList<SvgWay> Ways { get; private set; } = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Where the line through all states is.</summary>
    public int Centre { get; private set; }

    public int EndTop => Height - (DotRoom / 2);

    /// <summary>Where a lane is, beside the states and what is said of the ways.</summary>
    /// <param name="lane">From 1.</param>
    public int LaneAt(int lane) => _lanesAt + (lane * LaneWidth);

    public static SvgScope Measure(SvgOutline outline)
    {
        var scope = new SvgScope(outline.Start);
        var boxes = outline.States.Select(state => SvgBox.Measure(state)).ToList();
        var widest = boxes.Select(box => box.Width).DefaultIfEmpty(0).Max();
        scope.Centre = Margin + (widest / 2);
        var top = DotRoom;
        foreach (var box in boxes)
        {
            (box.Left, box.Top) = (scope.Centre - (box.Width / 2), top);
            top += box.Height + Gap;
        }

        scope.Boxes = boxes;
        scope.Height = Math.Max(top - Gap, 0) + DotRoom;
        scope.Ways = [.. boxes.SelectMany((box, place) => scope.WaysOf(box, place))];
        var labels = scope.Ways.Where(way => way.Lane > 0)
            .Select(way => way.From.Left + way.From.Width + SvgBox.TextWidth(way.Label)).DefaultIfEmpty(0).Max();
        scope._lanesAt = Math.Max(Margin + widest, labels);
        scope.Width = scope._lanes == 0 ? widest + (2 * Margin) : scope.LaneAt(scope._lanes) + Margin;
        return scope;
    }

    /// <summary>The first way to the next box below goes straight, every other one along a lane of its own.</summary>
    private IEnumerable<SvgWay> WaysOf(SvgBox box, int place)
    {
        var (isStraightTaken, drop) = (false, SvgBox.FirstDrop);
        foreach (var edge in box.State.Edges)
        {
            var to = edge.Target is { } target ? Boxes.First(other => other.State.Id == target) : null;
            var isBelow = to is null ? place == Boxes.Count - 1 : place + 1 < Boxes.Count && Boxes[place + 1] == to;
            var isStraight = isBelow && !isStraightTaken && !edge.IsCatch;
            isStraightTaken |= isStraight;
            yield return new(box, to, edge.IsCatch ? "catch" : "", edge.Label)
            {
                Lane = isStraight ? 0 : ++_lanes,
                Drop = drop,
            };
            drop += isStraight ? 0 : SvgBox.DropStep;
        }
    }
}

/// <summary>A state with its place.</summary>
internal sealed class SvgBox
{
    public const int Padding = 10;
    public const int HeadHeight = 42;

    /// <summary>Where ways along a lane come in, below the upper edge.</summary>
    public const int Entry = 8;

    public const int FirstDrop = 20;
    public const int DropStep = 15;

    private const int LeastWidth = 130;
    private const int LetterWidth = 8;

    private SvgBox(SvgState state) => State = state;

    public SvgState State { get; }

    /// <summary>The scopes that it holds, with their places.</summary>
    public IReadOnlyList<(SvgScope Scope, int Left)> Inner { get; private init; } = [];

    public int Left { get; set; }

    public int Top { get; set; }

    public int Width { get; private init; }

    public int Height { get; private init; }

    public static int TextWidth(string text) => text.Length == 0 ? 0 : (text.Length * (LetterWidth - 1)) + Padding;

    public static SvgBox Measure(SvgState state)
    {
        var (inner, left) = (new List<(SvgScope, int)>(), Padding);
        foreach (var scope in state.Inner.Select(scope => SvgScope.Measure(scope)))
        {
            inner.Add((scope, left));
            left += scope.Width;
        }

        var least = Math.Max(LeastWidth, (Math.Max(state.Name.Length, state.Kind.Length) * LetterWidth) + (2 * Padding));
        var drops = FirstDrop + (Math.Max(0, state.Edges.Count - 1) * DropStep);
        return new(state)
        {
            Inner = inner,
            Width = Math.Max(least, left + Padding),
            Height = Math.Max(HeadHeight + inner.Select(each => each.Item1.Height).DefaultIfEmpty(0).Max() + (inner.Count > 0 ? Padding : 0), drops + 8),
        };
    }
}

/// <summary>A way on from a state.</summary>
/// <param name="To">Null for the end of the scope.</param>
internal sealed record SvgWay(SvgBox From, SvgBox? To, string Class, string Label)
{
    /// <summary>The lane that it goes along; 0 for straight down.</summary>
    public int Lane { get; init; }

    /// <summary>How far below the upper edge of its box it begins.</summary>
    public int Drop { get; init; }
}
