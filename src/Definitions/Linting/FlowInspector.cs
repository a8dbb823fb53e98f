using System.Text;
using System.Text.RegularExpressions;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.Linting;

/// <summary>
/// Compiles a definition, and looks besides for what is accepted and was hardly meant. The server does not: what costs
/// time here costs it only where somebody waits for advice.
/// </summary>
public static partial class FlowInspector
{
    /// <param name="mode">Of the flow's executions.</param>
    /// <param name="advice">What is served where the flow is to run; null for what is served without any setting.</param>
    /// <param name="forCloud">It is to run in the vendor's service, too: what is ours alone is told, and not what only this server
    /// does not serve.</param>
    public static Inspection Inspect(
        string definition, ExecutionMode mode, Limits limits, ActionAdvice? advice = null, bool forCloud = false)
    {
        var bag = new DiagnosticBag();
        var root = YamlReader.Read(definition, limits, bag);
        var flow = root is null ? null : FlowCompiler.Compile(root, flowName: null, mode, limits, bag);
        if (root is not MappingNode document)
        {
            return Unreadable(definition, root, bag.InOrder());
        }

        var language = LanguageOf.Find(document);
        Lint.Check(document, language, isSound: flow is not null, new SourceLines(definition), bag, advice ?? ActionParameters.Usual);
        if (forCloud && language == FlowLanguage.StateMachine)
        {
            new CloudLint(bag).Check(document);
        }

        var locator = new NodeLocator(document);
        return new(
            language,
            LanguageOf.Reason(document),
            language is not null || LooksLikeOne(definition),
            [
                .. WithoutEchoes(bag.InOrder())
                    .Where(found => !forCloud || found.Code != DiagnosticCodes.ActionNotServed)
                    .Select(found => Locate(found, locator)),
            ]);
    }

    /// <param name="utf8">The whole of a file.</param>
    /// <param name="text">The file as text; what is none in it as U+FFFD.</param>
    /// <inheritdoc cref="Inspect(string, ExecutionMode, Limits, ActionAdvice?, bool)"/>
    public static Inspection Inspect(
        ReadOnlySpan<byte> utf8,
        ExecutionMode mode,
        Limits limits,
        out string text,
        ActionAdvice? advice = null,
        bool forCloud = false)
    {
        text = Utf8Text.Decode(utf8, out var problem) ?? Encoding.UTF8.GetString(utf8);
        return problem is null ? Inspect(text, mode, limits, advice, forCloud) : Refused(problem);
    }

    /// <summary>Of a file that is larger than any definition may be, and has not been read.</summary>
    public static Inspection TooLarge(long bytes, Limits limits) => Refused(new(
        DiagnosticCodes.TooLarge,
        DiagnosticSeverity.Error,
        TextGuard.TooLarge(bytes, limits),
        Hint: null,
        new(1, 1)));

    private static Inspection Refused(Diagnostic why) =>
        new(Language: null, "the text cannot be read", IsDefinition: true, [new Finding(why, State: null, Path: null)]);

    private static Inspection Unreadable(string definition, SyntaxNode? root, IReadOnlyList<Diagnostic> found) => new(
        Language: null,
        root is null ? "the text cannot be read" : $"the text is {root.KindName}",
        LooksLikeOne(definition),
        [.. found.Select(diagnostic => new Finding(diagnostic, State: null, Path: null))]);

    private static Finding Locate(Diagnostic diagnostic, NodeLocator locator)
    {
        var (path, state) = locator.Find(diagnostic.Position);
        return new(diagnostic, state, path?.ToString());
    }

    /// <summary>Without repetitions, such as aliases bring, and without warnings about what is an error already.</summary>
    private static IEnumerable<Diagnostic> WithoutEchoes(IReadOnlyList<Diagnostic> found)
    {
        var errors = found
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Position)
            .ToHashSet();
        return found
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                || !IsAboutOneWord(diagnostic) || !errors.Contains(diagnostic.Position))
            .Distinct();
    }

    private static bool IsAboutOneWord(Diagnostic diagnostic) =>
        diagnostic.Code is DiagnosticCodes.MeaninglessField or DiagnosticCodes.NumberChanges
            or DiagnosticCodes.LookAlikeCharacter;

    /// <summary>Whether a text was meant to be a definition, sound or not: it says so, or has the parts of one.</summary>
    private static bool LooksLikeOne(string text) => Sign().IsMatch(text);

    [GeneratedRegex(
        @"^[ \t]*[{]?[ \t]*[""']?(Type[""']?[ \t]*[:：][ \t]*[""']?StateMachine|type[""']?[ \t]*[:：][ \t]*[""']?flow|StartAt[""']?[ \t]*[:：]|SpecVersion[""']?[ \t]*[:：])",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Sign();
}
