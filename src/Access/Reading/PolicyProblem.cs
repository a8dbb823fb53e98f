namespace Sluice.Access.Reading;

/// <summary>Something wrong with a policy document.</summary>
/// <param name="Path">Members and places on the way to it, such as <c>Statement</c>, <c>0</c>,
/// <c>Effect</c>.</param>
/// <param name="Message">What is wrong and what would be right, without a full stop at the end.</param>
public sealed record PolicyProblem(IReadOnlyList<string> Path, string Message)
{
    /// <summary>Such as <c>Statement[0].Effect: it is missing</c>.</summary>
    public override string ToString() => Path.Count == 0 ? Message : $"{Place()}: {Message}";

    private string Place() => string.Concat(Path.Select((part, place) =>
        part.Length > 0 && char.IsAsciiDigit(part[0]) ? $"[{part}]" : (place == 0 ? "" : ".") + part));
}
