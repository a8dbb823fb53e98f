using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Explorations;

/// <summary>Makes what shows a finding as small as it can be while it shows it.</summary>
/// <remarks>
/// Levels have brought the fewest deviations already. Tried are, in this order and as long as something helps: fewer deviations, once
/// in place of for good, a code in place of silence, first visits; and of the input, arrays of one element, members away.
/// </remarks>
internal sealed class Shrinking(ExploredFlow flow, ExploreOptions options, Finding finding)
{
    /// <summary>Runs for one finding at the most.</summary>
    private const int MostRuns = 300;

    private int _runs;

    /// <summary>What shows it with the least, once all runs are made.</summary>
    public Finding Shortest { get; private set; } = finding;

    /// <summary>Makes one run after the other, each when it is asked for.</summary>
    /// <returns>How many were made.</returns>
    public IEnumerable<int> Runs()
    {
        var isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (var plan in Smaller(Shortest.Plan))
            {
                if (_runs >= MostRuns)
                {
                    yield break;
                }

                var smaller = Shown(plan);
                yield return _runs;
                if (smaller is not null)
                {
                    (Shortest, isSmaller) = (smaller with { Runs = Shortest.Runs }, true);
                    break;
                }
            }
        }
    }

    /// <returns>The same finding in another run; null when it does not show it.</returns>
    private Finding? Shown(RunPlan plan)
    {
        _runs++;
        var run = ExploredRun.Of(flow, plan, options.WorkAtMost);
        return run.IsGivenUp ? null : new Judging(flow, options).Find(run).FirstOrDefault(found => found.Key == Shortest.Key);
    }

    private IEnumerable<RunPlan> Smaller(RunPlan plan)
    {
        for (var i = 0; i < plan.Deviations.Count; i++)
        {
            yield return plan with { Deviations = [.. plan.Deviations.Where((_, place) => place != i)] };
        }

        for (var i = 0; i < plan.Deviations.Count; i++)
        {
            foreach (var simpler in Simpler(plan.Deviations[i]))
            {
                yield return plan with { Deviations = [.. plan.Deviations.Select((each, place) => place == i ? simpler : each)] };
            }
        }

        foreach (var input in Smaller(plan.Start.Input).OfType<JsonObject>())
        {
            var start = plan.Start with { Input = input };
            if (EndsWell(start) == EndsWell(plan.Start))
            {
                yield return plan with { Start = start };
            }
        }
    }

    /// <summary>What the flow cannot do without stays, though the finding could: whoever mends it goes on with that.</summary>
    private bool EndsWell(ExploredStart start)
    {
        _runs++;
        return ExploredRun.Of(flow, new(start, []), options.WorkAtMost).Run.End?.Status == ExecutionStatus.Succeeded;
    }

    private static IEnumerable<Deviation> Simpler(Deviation deviation)
    {
        if (deviation.IsForGood)
        {
            yield return deviation with { IsForGood = false };
        }

        if (deviation is { Code: null, Output: null })
        {
            yield return deviation with { Code = Outcomes.Unnamed };
        }

        if (deviation.Key.Visit > 1)
        {
            yield return deviation with { Key = deviation.Key with { Visit = 1 } };
        }
    }

    /// <summary>Values with one thing less in them.</summary>
    private static IEnumerable<JsonValue> Smaller(JsonValue value)
    {
        switch (value)
        {
            case JsonArray { Count: > 1 } items:
                yield return new JsonArray([items[0]]);
                break;
            case JsonObject members:
                var all = members.Members.ToArray();
                foreach (var (name, _) in all)
                {
                    yield return JsonObject.Of([.. all.Where(member => member.Key != name)]);
                }

                foreach (var (name, inner) in all)
                {
                    foreach (var smaller in Smaller(inner))
                    {
                        yield return JsonObject.Of([.. all.Select(member => member.Key == name ? KeyValuePair.Create(name, smaller) : member)]);
                    }
                }

                break;
        }
    }
}
