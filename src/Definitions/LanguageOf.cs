using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions;

/// <summary>Tells in which language a document is written, and by what.</summary>
/// <remarks>Source: definition language, section 12.</remarks>
internal static class LanguageOf
{
    private const string StateMachine = "StateMachine";
    private const string Classic = "flow";

    /// <summary>Null when it can be neither.</summary>
    public static FlowLanguage? Find(MappingNode document) =>
        Is(document.Find("Type"), StateMachine) ? FlowLanguage.StateMachine
        : Is(document.Find("type"), Classic) ? FlowLanguage.Classic
        : null;

    /// <summary>By what it was told, as a clause.</summary>
    public static string Reason(MappingNode document) => Find(document) switch
    {
        FlowLanguage.StateMachine => $"line {document.Find("Type")!.KeyPosition.Line} says 'Type: {StateMachine}'",
        FlowLanguage.Classic => $"line {document.Find("type")!.KeyPosition.Line} says 'type: {Classic}'",
        _ => $"neither 'Type: {StateMachine}' nor 'type: {Classic}' is there",
    };

    /// <summary>What may have been meant by a document in neither language, as a sentence; or null.</summary>
    public static string? Hint(MappingNode document)
    {
        var hasStates = document.Find("States") is not null || document.Find("StartAt") is not null;
        var hasSteps = document.Find("steps") is not null;
        return Text(document, "Type") is Classic ? $"The classic language writes 'type: {Classic}', in small letters."
            : Text(document, "type") is StateMachine ? $"Write 'Type: {StateMachine}', with a capital letter."
            : IsNear(document, "Type", StateMachine) ? $"Did you mean 'Type: {StateMachine}'?"
            : IsNear(document, "type", Classic) ? $"Did you mean 'type: {Classic}'?"
            : hasStates ? $"It has States or StartAt, as a state machine: add 'Type: {StateMachine}' and 'SpecVersion: v1'."
            : hasSteps ? $"It has steps, as a classic flow: add 'type: {Classic}' and 'version: v1'."
            : null;
    }

    private static bool Is(MappingEntry? entry, string text) =>
        entry?.Value is ScalarNode { Value: JsonString s } && s.Value == text;

    private static string? Text(MappingNode document, string key) =>
        document.Find(key)?.Value is ScalarNode { Value: JsonString text } ? text.Value : null;

    private static bool IsNear(MappingNode document, string key, string meant) =>
        Text(document, key) is { } text && Suggestion.Nearest(text, [meant]) is not null;
}
