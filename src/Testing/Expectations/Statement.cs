using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Testing.Files;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Expectations;

/// <summary>What is said of an execution whatever way it goes: <c>never</c>, <c>always</c>, or <c>if</c> and <c>then</c>.</summary>
/// <remarks>Tests and explorations ask the same. Members of an atom are all to hold, names and codes in a list are any of them.</remarks>
public static class Statement
{
    /// <returns>The first part that does not hold; null when all do.</returns>
    public static Unmet? Check(MappingNode statement, Evidence evidence, Flow flow)
    {
        if (statement.Find("never") is { Value: MappingNode never } && Holds(never, evidence, flow))
        {
            return new("never", null, $"never {Shown(never)}", "it holds", never.Position);
        }

        if (statement.Find("always") is { Value: MappingNode always } && !Holds(always, evidence, flow))
        {
            return new("always", null, $"always {Shown(always)}", "it does not hold", always.Position);
        }

        return statement.Find("if") is { Value: MappingNode condition }
            && statement.Find("then") is { Value: MappingNode consequence }
            && Holds(condition, evidence, flow)
            && !Holds(consequence, evidence, flow)
            ? new("then", null, $"{Shown(consequence)} if {Shown(condition)}", "it does not hold", consequence.Position)
            : null;
    }

    /// <summary>Whether the time that an execution takes has a part in it.</summary>
    public static bool AsksTime(SyntaxNode statement) => statement switch
    {
        MappingNode members => members.Entries.Any(entry => entry.Key == "took" || AsksTime(entry.Value)),
        SequenceNode items => items.Items.Any(AsksTime),
        _ => false,
    };

    private static bool Holds(MappingNode atom, Evidence evidence, Flow flow) =>
        atom.Entries.All(entry => Holds(entry, evidence, flow));

    private static bool Holds(MappingEntry entry, Evidence evidence, Flow flow) => entry.Key switch
    {
        "entered" => Names(entry.Value).Any(name => evidence.Trace.Of(name).Any()),
        "called" => Names(entry.Value).Any(name =>
            evidence.Calls.Any(call => call.Path == name || call.State.Name == name || call.Action == name)),
        "succeeded" => HasSucceeded(entry.Value, evidence),
        "failed" => Names(entry.Value).Any(name =>
            evidence.Trace.Of(name).Any(visit => visit is { HasSucceeded: false, Failure: not null })),
        "status" => Names(entry.Value).Contains(evidence.Status.ToString()),
        "error" => Names(entry.Value).Contains(evidence.Error ?? ""),
        "before" => AreInOrder([.. Names(entry.Value)], evidence),
        "not" => entry.Value is MappingNode inner ? !Holds(inner, evidence, flow) : !HasSucceeded(entry.Value, evidence),
        "visits" => ((MappingNode)entry.Value).Entries.All(each => Holds(AsStates(each), evidence, flow)),
        // Values and bounds are what tests expect of one execution.
        _ => Checking.Of(new MappingNode([entry], entry.KeyPosition), evidence, flow).Count == 0,
    };

    /// <summary>How often a state was entered, as tests expect it.</summary>
    private static MappingEntry AsStates(MappingEntry visits) => new("states", visits.KeyPosition, Mapping(
        visits with { Value = Mapping(new("visits", visits.KeyPosition, visits.Value)) }));

    private static MappingNode Mapping(MappingEntry entry) => new([entry], entry.KeyPosition);

    private static bool HasSucceeded(SyntaxNode names, Evidence evidence) =>
        Names(names).Any(name => evidence.Trace.Of(name).Any(visit => visit.HasSucceeded));

    /// <summary>Each was entered, and none before the one in front of it.</summary>
    private static bool AreInOrder(IReadOnlyList<string> names, Evidence evidence)
    {
        var last = long.MinValue;
        foreach (var name in names)
        {
            if (evidence.Trace.Of(name).FirstOrDefault() is not { } visit || visit.EnteredEvent < last)
            {
                return false;
            }

            last = visit.EnteredEvent;
        }

        return true;
    }

    private static IEnumerable<string> Names(SyntaxNode node) =>
        node.OneOrMore().OfType<ScalarNode>().Select(scalar => scalar.Text());

    private static string Shown(MappingNode atom) => ValueMatch.Shown(atom.ToJson());
}
