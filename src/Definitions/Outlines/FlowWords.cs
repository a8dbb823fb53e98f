namespace Sluice.Definitions.Outlines;

/// <summary>What each language calls the fields that lead somewhere or hold states.</summary>
/// <param name="States">The list of a scope's states.</param>
/// <param name="Next">Null in the classic language, where what follows is next.</param>
/// <param name="Options">The list of a choice's options.</param>
/// <param name="Processor">The mapping that holds a Map's states; null where it is the state's own.</param>
internal sealed record FlowWords(
    string States,
    string? Next,
    string End,
    string Options,
    string Condition,
    string Default,
    string Branches,
    string? Processor,
    string Catch,
    string Retry)
{
    private static readonly FlowWords StateMachine = new(
        "States", "Next", "End", "Branches", "Condition", "Default", "Branches", "Processor", "Catch", "Retry");

    private static readonly FlowWords Classic = new(
        "steps", null, "end", "choices", "condition", "default", "branches", null, "catch", "retry");

    public static FlowWords Of(FlowLanguage language) =>
        language == FlowLanguage.Classic ? Classic : StateMachine;
}
