using Sluice.Definitions.States;

namespace Sluice.Definitions.Tests.States;

/// <summary>What the engine asks a task.</summary>
public sealed class TaskStateTests
{
    [Theory]
    [InlineData("HTTP:Request", "RequestComplete", true)]
    [InlineData("HTTP:Request", "WaitForCustomCallback", false)]
    [InlineData("FC:InvokeFunction", "RequestComplete", true)]
    [InlineData("FC:InvokeFunction", "WaitForSystemCallback", true)]
    [InlineData("FC:InvokeFunction", "WaitForCustomCallback", false)]
    [InlineData("FNF:StartExecution", "RequestComplete", true)]
    [InlineData("FNF:StartExecution", "WaitForSystemCallback", false)]
    public void A_task_ends_with_its_call_unless_somebody_is_to_report(string action, string mode, bool ends) =>
        Assert.Equal(ends, Task(action, mode).EndsWithItsCall);

    [Theory]
    [InlineData("FNF:StartExecution", true)]
    [InlineData("FC:InvokeFunction", false)]
    [InlineData("fnf:StartExecution", false)]
    public void Only_one_action_starts_another_flow(string action, bool starts) =>
        Assert.Equal(starts, Task(action, "RequestComplete").StartsChild);

    private static TaskState Task(string action, string mode) => Assert.IsType<TaskState>(Given.Flow(Given.Definition(
        $"- {{ Name: a, Type: Task, Action: '{action}', TaskMode: {mode}, End: true }}")).States[0]);
}
