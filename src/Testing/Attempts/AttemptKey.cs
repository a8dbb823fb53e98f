using System.Globalization;
using System.Text;
using Sluice.Model;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Attempts;

/// <summary>Names an attempt by what stays the same when a flow gets other states: where it lies, which visit, which try.</summary>
/// <remarks>Numbers of events, frames and attempts shift with every state that is added before them, so they are in no key.</remarks>
/// <param name="Places">The containers around it, outermost first.</param>
/// <param name="State">The state's name.</param>
/// <param name="Visit">How often the run of its scope has entered it, 1 for the first.</param>
/// <param name="Try">1 for the first of the visit.</param>
public sealed record AttemptKey(IReadOnlyList<AttemptKey.Place> Places, string State, int Visit, int Try)
{
    private string? _text;

    /// <remarks>A copy that is about to get other members has another text.</remarks>
    private AttemptKey(AttemptKey other) =>
        (Places, State, Visit, Try) = (other.Places, other.State, other.Visit, other.Try);

    /// <summary>A run of a scope inside a container.</summary>
    /// <param name="Index">Which branch, iteration or option.</param>
    public readonly record struct Place(string State, int Visit, int Try, int Index);

    /// <param name="trace">Of the execution, as far as it has come.</param>
    public static AttemptKey Of(AttemptName name, Trace trace) => new(
        [.. name.Path.Select(container => new Place(
            container.State, VisitOf(container.EnteredEventId, trace), container.Try, container.Index))],
        name.State,
        VisitOf(name.EnteredEventId, trace),
        name.Try);

    /// <summary>The names alone, such as <c>Ship/Pack</c>.</summary>
    public string Path => string.Join('/', Places.Select(place => place.State).Append(State).Select(Quoted));

    /// <summary>The innermost branch or iteration; null in the flow's own scope.</summary>
    public int? Index => Places.Count == 0 ? null : Places[^1].Index;

    /// <summary>Names changed, as a rename says: the old one by the new one.</summary>
    public AttemptKey Renamed(IReadOnlyDictionary<string, string> names) => names.Count == 0 ? this : new(
        [.. Places.Select(place => place with { State = names.GetValueOrDefault(place.State, place.State) })],
        names.GetValueOrDefault(State, State),
        Visit,
        Try);

    /// <summary>Such as <c>Ship#2[0]/Pack</c>, with the visit and the try where they are not the first.</summary>
    public override string ToString() => _text ??= Write();

    public bool Equals(AttemptKey? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private string Write()
    {
        var text = new StringBuilder();
        foreach (var place in Places)
        {
            Append(text, place.State, place.Visit, place.Try);
            text.Append(CultureInfo.InvariantCulture, $"[{place.Index}]/");
        }

        Append(text, State, Visit, Try);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string state, int visit, int attempt)
    {
        text.Append(Quoted(state));
        if (visit > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"#{visit}");
        }

        if (attempt > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $".{attempt}");
        }
    }

    private static string Quoted(string name) => name.AsSpan().ContainsAny("/\"#.[")
        ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : name;

    private static int VisitOf(long enteredEvent, Trace trace) => trace.Find(enteredEvent)?.Number ?? 1;
}
