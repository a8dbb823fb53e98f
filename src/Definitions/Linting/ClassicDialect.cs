using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Linting;

/// <summary>The series of a classic flow.</summary>
internal sealed class ClassicDialect(DiagnosticBag bag, ActionAdvice advice) : Dialect(bag, "steps", "name", "type", "Step")
{
    protected override void Connect(IReadOnlyList<Step> steps, IReadOnlyDictionary<string, int> places)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, node) = (steps[i], steps[i].Fields.Node);
            var (ends, type) = (i + 1 == steps.Count || IsTrue(node, "end"), Text(node, "type"));
            foreach (var way in type == "choice" ? Ways(node) : [null])
            {
                if (way is not null && Text(way, "goto") is { } name)
                {
                    step.Next.Add(places[name]);
                }
                else if (type is "succeed" or "fail" || ends)
                {
                    step.MayEnd = true;
                }
                else
                {
                    step.Next.Add(i + 1);
                }
            }

            step.Caught.AddRange(Rows(node, "catch")
                .Select(rule => (places[Text(rule, "goto")!], rule.Find("goto")!.Value.Position)));
        }
    }

    protected override IEnumerable<MappingNode> Inner(MappingNode state)
    {
        var otherwise = state.Find("default")?.Value as MappingNode;
        return Text(state, "type") switch
        {
            "foreach" => [state],
            "parallel" => Rows(state, "branches"),
            "choice" => otherwise is null ? Rows(state, "choices") : Rows(state, "choices").Append(otherwise),
            _ => [],
        };
    }

    protected override void CheckState(Fields state, string? type)
    {
        if (type == "task")
        {
            TaskLint.CheckStep(state, advice);
        }
        else if (type == "choice")
        {
            ChoiceLint.Check(state, "choices", "condition");
        }
    }

    protected override bool Changes(MappingNode state) =>
        state.Find("inputMappings") is not null
        || state.Find("outputMappings") is not null
        || Inner(state).SelectMany(series => Rows(series, "steps")).Any(Changes);

    /// <summary>The ways on from a choice; null for going on with what follows.</summary>
    private static IEnumerable<MappingNode?> Ways(MappingNode choice)
    {
        var choices = Rows(choice, "choices").ToList();
        return MayReachDefault(choices, "condition")
            ? Open(choices, "condition").Append(choice.Find("default")?.Value as MappingNode)
            : Open(choices, "condition");
    }
}
