using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>What a file of tests says of explorations.</summary>
public sealed record ExploreSection
{
    /// <summary>What undoes what, by names of states; any of several will do.</summary>
    public IReadOnlyList<(string Done, IReadOnlyList<string> Undone)> Compensates { get; init; } = [];

    /// <summary>States whose call is made once, as far as anybody knows.</summary>
    public IReadOnlyList<string> Once { get; init; } = [];

    /// <summary>What holds whatever happens; see <see cref="Expectations.Statement"/>.</summary>
    public IReadOnlyList<MappingNode> Expect { get; init; } = [];

    /// <summary>Findings that are none, by kind and state.</summary>
    public IReadOnlyList<(string Kind, string State, SourcePosition Position)> Allow { get; init; } = [];

    /// <summary>Inputs in place of those of the tests.</summary>
    public IReadOnlyList<JsonObject> Inputs { get; init; } = [];

    /// <param name="section">Its shape has been checked.</param>
    /// <param name="readInput">An input as tests have it.</param>
    internal static ExploreSection Read(MappingNode section, Func<MappingEntry?, JsonObject> readInput) => new()
    {
        Compensates =
        [
            .. (section.Mapping("compensates")?.Entries ?? []).Select(entry =>
                (entry.Key, (IReadOnlyList<string>)[.. entry.Value.OneOrMore().OfType<ScalarNode>().Select(name => name.Text())])),
        ],
        Once = [.. section.Texts("once")],
        Expect = [.. section.List("expect").OfType<MappingNode>()],
        Allow =
        [
            .. section.List("allow").OfType<MappingNode>().SelectMany(allowed => allowed.Entries)
                .Where(entry => entry.Key != "because")
                .SelectMany(entry => entry.Value.OneOrMore().OfType<ScalarNode>(), (entry, state) => (entry.Key, state.Text(), state.Position)),
        ],
        Inputs = [.. section.List("inputs").OfType<MappingNode>().Select(input => readInput(new("input", input.Position, input)))],
    };
}
