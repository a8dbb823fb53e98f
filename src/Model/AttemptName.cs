using System.Globalization;

namespace Sluice.Model;

/// <summary>Names one attempt of one step: where the step lies, which visit of it this is, and which try.</summary>
/// <remarks>
/// Frame and attempt numbers name an attempt too, but shift as soon as a flow gets another state; what is drawn and what
/// is replayed goes by this name.
/// </remarks>
/// <param name="Path">The containers around the step, outermost first; none in the flow's own scope.</param>
/// <param name="State">The state's name, unique within its scope.</param>
/// <param name="EnteredEventId">The visit: EventId of its StepEntered.</param>
/// <param name="Try">1 for the first attempt of the visit.</param>
public sealed record AttemptName(
    IReadOnlyList<AttemptName.Container> Path, string State, long EnteredEventId, int Try)
{
    /// <summary>One of the scopes that a container runs, in one try of one visit of it.</summary>
    /// <param name="Index">Which branch, iteration or option it is, from 0.</param>
    public sealed record Container(string State, long EnteredEventId, int Try, int Index);

    /// <summary>For example <c>Ship@12.1[2]/Pack@15.1</c>; a name with a slash or a quote in it is quoted.</summary>
    public override string ToString() => string.Concat(
        string.Concat(Path.Select(item => string.Create(
            CultureInfo.InvariantCulture, $"{Text(item.State, item.EnteredEventId, item.Try)}[{item.Index}]/"))),
        Text(State, EnteredEventId, Try));

    /// <summary>Names are equal when they are the same all the way.</summary>
    public bool Equals(AttemptName? other) =>
        other is not null
        && (State, EnteredEventId, Try) == (other.State, other.EnteredEventId, other.Try)
        && Path.SequenceEqual(other.Path);

    public override int GetHashCode() => HashCode.Combine(State, EnteredEventId, Try, Path.Count);

    private static string Text(string state, long visit, int attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(state.AsSpan().ContainsAny('/', '"') ? $"\"{state.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : state)}@{visit}.{attempt}");
}
