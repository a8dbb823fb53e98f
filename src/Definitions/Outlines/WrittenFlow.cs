using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Outlines;

/// <summary>A flow that has been compiled, beside the text it was compiled from.</summary>
internal sealed class WrittenFlow
{
    private readonly MappingNode _document;
    private readonly Dictionary<SourcePosition, MappingNode> _mappings = [];
    private readonly HashSet<SyntaxNode> _seen = [];

    /// <param name="document">Of the flow: every field has its type, and every list the length that the flow says.</param>
    public WrittenFlow(Flow flow, MappingNode document)
    {
        (_document, Words) = (document, FlowWords.Of(flow.Language));
        Add(document);
    }

    public FlowWords Words { get; }

    /// <summary>A state's mapping: the one that begins where the state stands, since no two begin at one place.</summary>
    public MappingNode Of(State state) => _mappings[state.Position];

    /// <summary>The mapping that holds the states of a scope.</summary>
    /// <param name="state">The one that runs it; null for the flow's own.</param>
    public MappingNode Of(ScopeOwner? owner, State? state) => (owner, state) switch
    {
        (null, _) or (_, null) => _document,
        ({ Role: ScopeRole.Branch }, _) => Row(state, Words.Branches, owner.Index!.Value)!,
        ({ Role: ScopeRole.Option }, _) => Option(state, owner.Index!.Value)!,
        _ => Words.Processor is { } name ? (MappingNode)Of(state).Find(name)!.Value : Of(state),
    };

    /// <summary>The mapping of an option or, by the number of options, of a default that is one; null for none.</summary>
    public MappingNode? Option(State state, int index) =>
        Row(state, Words.Options, index) ?? Of(state).Find(Words.Default)?.Value as MappingNode;

    /// <summary>An item of one of a state's lists; null when the list is not there, or shorter.</summary>
    public MappingNode? Row(State state, string list, int index) =>
        Of(state).Find(list)?.Value is SequenceNode { Items: var items } && index < items.Count
            ? (MappingNode)items[index]
            : null;

    private void Add(SyntaxNode node)
    {
        // What an alias repeats stands where it is written.
        if (!_seen.Add(node))
        {
            return;
        }

        if (node is MappingNode mapping)
        {
            _mappings.Add(mapping.Position, mapping);
            mapping.Entries.ToList().ForEach(entry => Add(entry.Value));
        }
        else if (node is SequenceNode sequence)
        {
            sequence.Items.ToList().ForEach(Add);
        }
    }
}
