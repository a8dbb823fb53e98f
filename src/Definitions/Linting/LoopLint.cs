namespace Sluice.Definitions.Linting;

/// <summary>Warns about loops that nothing leads out of, and about those that turn without a pause.</summary>
internal static class LoopLint
{
    private const int MaxNamed = 5;

    /// <param name="steps">One scope.</param>
    public static void Check(IReadOnlyList<Step> steps)
    {
        var closed = new HashSet<int>();
        foreach (var loop in Cycles.Find(steps.Count, node => steps[node].All))
        {
            if (loop.All(node => !steps[node].MayEnd && steps[node].All.All(loop.Contains)))
            {
                closed.UnionWith(loop);
                WarnAboutNoWayOut(steps, loop);
            }
        }

        WarnAboutIdleLoops(steps, closed);
        WarnAboutHastyRepeats(steps, closed);
    }

    private static void WarnAboutNoWayOut(IReadOnlyList<Step> steps, IReadOnlyList<int> loop)
    {
        var first = steps[loop[0]].Fields;
        first.Warning(
            DiagnosticCodes.NoWayOut,
            first.Node.Position,
            steps[loop[0]].IsChoice && loop.Count == 1
                ? "this choice can never be left: every way out of it leads back to it"
                : $"nothing leads out of the loop {Named(steps, loop)}, so that only a failure or a limit ends it",
            "Let one of its ways lead to a state outside, or to the end.");
    }

    /// <summary>Loops of states that neither wait nor change anything: once in, every round is like the first.</summary>
    private static void WarnAboutIdleLoops(IReadOnlyList<Step> steps, HashSet<int> closed)
    {
        bool IsIdle(int node) => !steps[node].Pauses && !steps[node].Changes && !closed.Contains(node);
        var idle = Cycles.Find(steps.Count, node => IsIdle(node) ? steps[node].Next.Where(IsIdle) : []);
        foreach (var loop in idle)
        {
            var first = steps[loop[0]].Fields;
            first.Warning(
                DiagnosticCodes.LoopWithoutPause,
                first.Node.Position,
                $"the loop {Named(steps, loop)} has no wait and no task, and nothing in it changes what its conditions "
                + "look at, so that it never ends once it turns",
                "Put a wait into it, or change the data on the way.");
        }
    }

    /// <summary>Errors that lead straight back to the task which had them.</summary>
    private static void WarnAboutHastyRepeats(IReadOnlyList<Step> steps, HashSet<int> closed)
    {
        for (var task = 0; task < steps.Count; task++)
        {
            foreach (var (target, position) in steps[task].IsTask && !closed.Contains(task) ? steps[task].Caught : [])
            {
                if (LeadsStraightTo(steps, target, task))
                {
                    steps[task].Fields.Warning(
                        DiagnosticCodes.LoopWithoutPause,
                        position,
                        "the error leads back to the same task without a wait, so that one which stays is met again "
                        + "and again at once",
                        "Retry with an interval, or put a wait on the way.");
                }
            }
        }
    }

    private static bool LeadsStraightTo(IReadOnlyList<Step> steps, int from, int task)
    {
        var (open, seen) = (new Stack<int>([from]), new HashSet<int>());
        while (open.TryPop(out var node))
        {
            if (node == task)
            {
                return true;
            }

            if (seen.Add(node) && !steps[node].Pauses)
            {
                steps[node].Next.ForEach(open.Push);
            }
        }

        return false;
    }

    private static string Named(IReadOnlyList<Step> steps, IReadOnlyList<int> loop)
    {
        var names = string.Join(", ", loop.Take(MaxNamed).Select(node => Diagnostics.Quote(steps[node].Name)));
        return loop.Count > MaxNamed ? $"{names}, …" : names;
    }
}
