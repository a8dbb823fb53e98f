using System.Text.RegularExpressions;

namespace Sluice.Definitions;

/// <summary>What other languages call things, and what stands for them in these two.</summary>
internal static partial class ForeignNames
{
    private static readonly Dictionary<string, string> InStateMachine = new(StringComparer.Ordinal)
    {
        // Amazon States Language.
        ["Comment"] = "Use Description.",
        ["Version"] = "Use SpecVersion.",
        ["Resource"] = "Use Action and Parameters.",
        ["Arguments"] = "Use Parameters.",
        ["InputPath"] = "Build the input with InputConstructor.",
        ["OutputPath"] = "Build the output with OutputConstructor.",
        ["ResultPath"] = "Build the output with OutputConstructor; $Input and $Output are both there.",
        ["ResultSelector"] = "Build the output with OutputConstructor; the answer is $Output.",
        ["Result"] = "Build the output with OutputConstructor.",
        ["Output"] = "Build the output with OutputConstructor.",
        ["Assign"] = "Write variables with GlobalConstructor and read them from $Global.",
        ["QueryLanguage"] = "There is one expression language; leave it out.",
        ["TimeoutSeconds"] = "Use Timeout.",
        ["TimeoutSecondsPath"] = "Use Timeout.$ with an expression.",
        ["HeartbeatSeconds"] = "There are no heartbeats; Timeout limits the whole attempt.",
        ["Credentials"] = "A task acts with the flow's own role.",
        ["Choices"] = "Use Branches, each with Condition and Next.",
        ["Iterator"] = "Use Processor.",
        ["ItemProcessor"] = "Use Processor.",
        ["ItemSelector"] = "Use ItemConstructor.",
        ["Items"] = "Use ItemsPath.",
        ["Label"] = "Leave it out.",
        ["SecondsPath"] = "Use Seconds.$ with an expression.",
        ["Timestamp"] = "Use Seconds.",
        ["TimestampPath"] = "Use Seconds.$ with an expression.",
        ["Error"] = "Use Code.",
        ["ErrorPath"] = "Use Code.$ with an expression.",
        ["Cause"] = "Use Detail.",
        ["CausePath"] = "Use Detail.$ with an expression.",
        ["ErrorEquals"] = "Use Errors.",
        ["MaxDelaySeconds"] = "Use MaxBackoffSeconds.",
        ["JitterStrategy"] = "Waits are not spread here; leave it out.",
        ["Variable"] = "Write the comparison as one expression in Condition.",
        ["And"] = "Write '&&' in Condition.",
        ["Or"] = "Write '||' in Condition.",
        ["Not"] = "Write '!' in Condition.",

        // Earlier revisions of this language.
        ["OnErrors"] = "Use Retry and Catch.",
        ["UntilDateTime"] = "Only Seconds counts.",
        ["Multiplier"] = "Use BackoffRate.",

        // The classic language.
        ["steps"] = "It belongs to a classic flow (type: flow); a state machine has StartAt and States.",
        ["version"] = "It belongs to a classic flow (type: flow); a state machine has SpecVersion.",
        ["timeoutSeconds"] = "Use Timeout.",
        ["resourceArn"] = "Use Action, and resourceArn among its Parameters.",
        ["serviceParams"] = "Use Parameters.",
        ["pattern"] = "Use TaskMode.",
        ["inputMappings"] = "Use InputConstructor.",
        ["outputMappings"] = "Use OutputConstructor.",
        ["errorMappings"] = "Use the OutputConstructor of a Catch rule.",
        ["iterationMapping"] = "Use ItemsPath and ItemConstructor.",
        ["choices"] = "Use Branches, each with Condition and Next.",
        ["goto"] = "Use Next.",
        ["duration"] = "Use Seconds.",
        ["timestamp"] = "Use Seconds.",
        ["cause"] = "Use Detail.",
        ["multiplier"] = "Use BackoffRate.",
        ["maxIntervalSeconds"] = "Use MaxBackoffSeconds.",
    };

    private static readonly Dictionary<string, string> InClassic = new(StringComparer.Ordinal)
    {
        ["SpecVersion"] = "Use version.",
        ["StartAt"] = "It belongs to a state machine (Type: StateMachine); a classic flow begins with its first step.",
        ["States"] = "It belongs to a state machine (Type: StateMachine); a classic flow has steps.",
        ["Timeout"] = "Use timeoutSeconds.",
        ["Next"] = "Steps follow one another; use the goto of a choice or catch to jump.",
        ["next"] = "Steps follow one another; use the goto of a choice or catch to jump.",
        ["Default"] = "Use default with steps or goto.",
        ["Action"] = "Use resourceArn or action.",
        ["Parameters"] = "Use serviceParams.",
        ["TaskMode"] = "Use pattern.",
        ["Seconds"] = "Use duration.",
        ["Branches"] = "Use choices in a choice, branches in a parallel.",
        ["InputConstructor"] = "Use inputMappings.",
        ["OutputConstructor"] = "Use outputMappings.",
        ["GlobalConstructor"] = "There are no global variables; steps hand on data with outputMappings.",
        ["Processor"] = "Use the steps of a foreach.",
        ["ItemsPath"] = "Use iterationMapping.collection.",
        ["Code"] = "Use error.",
        ["Detail"] = "Use cause.",
        ["BackoffRate"] = "Use multiplier.",
        ["MaxBackoffSeconds"] = "Use maxIntervalSeconds.",
    };

    /// <summary>What a state machine has instead, as a sentence; null for a name that is not foreign.</summary>
    public static string? HintForStateMachine(string name) => InStateMachine.GetValueOrDefault(name)
        ?? (Comparison().IsMatch(name) ? "Write the comparison as one expression in Condition." : null);

    /// <summary>What a classic flow has instead, as a sentence; null for a name that is not foreign.</summary>
    public static string? HintForClassic(string name) => InClassic.GetValueOrDefault(name);

    /// <summary>A comparison of Amazon's, such as <c>StringEquals</c> or <c>NumericLessThanPath</c>.</summary>
    [GeneratedRegex(
        "^((String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|Matches)[A-Za-z]*|Is(Present|Null|String|Numeric|Boolean|Timestamp))$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Comparison();
}
