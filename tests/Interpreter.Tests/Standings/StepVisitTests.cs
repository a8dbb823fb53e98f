using Sluice.Interpreter.Standings;

namespace Sluice.Interpreter.Tests.Standings;

public sealed class StepVisitTests
{
    private const string Nested = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Both
        States:
          - Name: Both
            Type: Parallel
            Branches:
              - StartAt: First
                States:
                  - { Name: First, Type: Pass, Next: Call }
                  - { Name: Call, Type: Task, Action: "HTTP:Request", Parameters: { url: http://localhost/ }, End: true,
                      Retry: [{ Errors: [A], MaxAttempts: 1, IntervalSeconds: 1 }] }
            Next: Last
          - { Name: Last, Type: Pass, End: true }
        """;

    [Fact]
    public void Every_visit_lies_in_the_container_it_was_made_in()
    {
        var run = new FlowRun(Nested).Start().AnswerFailure("A").Wait().Answer("{}");

        var visits = StepVisit.Of(run.History);

        Assert.Equal(
            [("Both", null, true), ("First", "Both", true), ("Call", "Both", true), ("Last", null, true)],
            visits.Select(visit => (visit.Name, visit.Around?.Name, visit.HasSucceeded)));
        Assert.Same(visits[0], visits[2].Around);
        Assert.All(visits, visit => Assert.NotNull(visit.Exited));
        Assert.Equal((2, "A"), (visits[2].Attempts, visits[2].Failure!.Code));
    }

    [Fact]
    public void A_visit_that_goes_on_has_no_exit_and_one_between_attempts_has_its_failure()
    {
        var run = new FlowRun(Nested).Start().AnswerFailure("A", "first");

        var visits = StepVisit.Of(run.History);

        Assert.Equal([false, true, false], visits.Select(visit => visit.Exited is not null));
        Assert.Equal("first", visits[2].Failure!.Cause);
        Assert.Equal("TaskFailed", visits[2].Answer!.Type.ToString());
        var standing = StandingStep.Of(run.Restore(), run.Flow, most: 10);
        Assert.Equal(["Both", "Both[0]/Call"], standing.Select(step => step.Path));
        Assert.Equal(
            (StepStanding.Retrying, 2, 2, visits[2].EnteredEvent),
            (standing[1].Standing, standing[1].Attempt, standing[1].MostAttempts, standing[1].EnteredEvent));
    }
}
