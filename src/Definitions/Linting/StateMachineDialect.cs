using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Linting;

/// <summary>The scopes of a state machine.</summary>
internal sealed class StateMachineDialect(DiagnosticBag bag, ActionAdvice advice) : Dialect(bag, "States", "Name", "Type", "State")
{
    protected override void Connect(IReadOnlyList<Step> steps, IReadOnlyDictionary<string, int> places)
    {
        foreach (var step in steps)
        {
            var state = step.Fields.Node;
            if (step.IsChoice)
            {
                var branches = Rows(state, "Branches").ToList();
                step.Next.AddRange(Open(branches, "Condition").Select(branch => places[Text(branch, "Next")!]));
                step.Next.AddRange(MayReachDefault(branches, "Condition") ? [places[Text(state, "Default")!]] : []);
            }
            else if (Text(state, "Type") is "Succeed" or "Fail" || IsTrue(state, "End"))
            {
                step.MayEnd = true;
            }
            else
            {
                step.Next.Add(places[Text(state, "Next")!]);
            }

            step.Caught.AddRange(Text(state, "Type") is not ("Task" or "Parallel" or "Map") ? [] : Rows(state, "Catch")
                .Select(rule => (places[Text(rule, "Next")!], rule.Find("Next")!.Value.Position)));
        }
    }

    protected override IEnumerable<MappingNode> Inner(MappingNode state) => Text(state, "Type") switch
    {
        "Parallel" => Rows(state, "Branches"),
        "Map" when state.Find("Processor")?.Value is MappingNode processor => [processor],
        _ => [],
    };

    protected override void CheckState(Fields state, string? type)
    {
        if (type == "Task")
        {
            TaskLint.CheckState(state, advice);
        }
        else if (type == "Choice")
        {
            ChoiceLint.Check(state, "Branches", "Condition");
        }
    }

    protected override bool Changes(MappingNode state) =>
        Text(state, "Type") is not ("Pass" or "Choice")
        || state.Entries.Any(entry => entry.Key is "InputConstructor" or "OutputConstructor" or "GlobalConstructor")
        || Rows(state, "Branches").Any(branch => IsRandom(Text(branch, "Condition") ?? ""));

    private static bool IsRandom(string condition) =>
        condition.Contains("randomInt", StringComparison.Ordinal) || condition.Contains("uuid", StringComparison.Ordinal);
}
