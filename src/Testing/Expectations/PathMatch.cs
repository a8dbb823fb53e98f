using Sluice.Definitions.Syntax;
using Sluice.Testing.Files;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Expectations;

/// <summary>Holds the states that a scope entered against those that a test names, in order; a try is no step, a revisit is one.</summary>
/// <remarks>A container may be a mapping with a list for each of its branches or iterations: <c>{Ship: [[A, B], [C]]}</c>.</remarks>
internal static class PathMatch
{
    public static bool Matches(SyntaxNode expected, ScopeRun run)
    {
        var steps = expected.OneOrMore();
        return steps.Count == run.Visits.Count && steps.Zip(run.Visits).All(pair => Matches(pair.First, pair.Second));
    }

    public static string Shown(SyntaxNode expected) => expected switch
    {
        SequenceNode list => $"[{string.Join(", ", list.Items.Select(Shown))}]",
        MappingNode mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Shown(entry.Value)}"))}}}",
        ScalarNode scalar => scalar.Text(),
        _ => "",
    };

    /// <param name="opened">Containers that are shown with what they hold.</param>
    public static string Shown(ScopeRun run, IReadOnlySet<string> opened) =>
        $"[{string.Join(", ", run.Visits.Select(visit => opened.Contains(visit.Name)
            ? $"{{{visit.Name}: [{string.Join(", ", LastTry(visit).Select(inner => Shown(inner, opened)))}]}}"
            : visit.Name))}]";

    /// <summary>The containers that an expected path looks into.</summary>
    public static IReadOnlySet<string> NamesIn(SyntaxNode expected) => Containers(expected).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Containers(SyntaxNode node) => node switch
    {
        SequenceNode list => list.Items.SelectMany(Containers),
        MappingNode mapping => mapping.Entries.SelectMany(entry => Containers(entry.Value).Prepend(entry.Key)),
        _ => [],
    };

    private static bool Matches(SyntaxNode expected, Visit visit) => expected switch
    {
        ScalarNode name => name.Text() == visit.Name,
        MappingNode { Entries: [{ Value: SequenceNode scopes } entry] } => entry.Key == visit.Name
            && LastTry(visit) is var inner
            && scopes.Items.Count == inner.Count
            && scopes.Items.Zip(inner).All(pair => Matches(pair.First, pair.Second)),
        _ => false,
    };

    /// <summary>The runs of the last try: indexes begin anew with each.</summary>
    private static List<ScopeRun> LastTry(Visit visit)
    {
        var first = visit.Inner.FindLastIndex(run => run.Index <= 0);
        return first < 0 ? [] : visit.Inner[first..];
    }
}
