using System.CommandLine;
using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Spectre.Console;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice show</c>: one execution, its steps as a tree.</summary>
internal static class ShowCommand
{
    public static Command Of(Surroundings surroundings, string description)
    {
        var execution = ExecutionCommands.Argument();
        return new Command("show", description) { execution }.Does(surroundings, async (session, line, cancellationToken) =>
        {
            var address = ExecutionCommands.Parse(line, execution);
            var found = await session.Own.GetExecutionAsync(address.Flow, address.Name, cancellationToken);
            if (session.IsJson)
            {
                session.WriteJson(found);
            }
            else
            {
                Show(session.Screen, found);
            }

            return ExitCodes.Done;
        });
    }

    private static void Show(Screen screen, JsonElement execution)
    {
        var status = Plain.Text(execution, "status");
        screen.Line($"{Plain.Text(execution, "flow")}/{Plain.Text(execution, "name")}   {status}", Screen.OfStatus(status));
        Line(screen, Texts.LabelStarted, Plain.Time(execution, "started"));
        Line(screen, Texts.LabelEnded, Plain.Time(execution, "stopped"));
        Line(screen, Texts.LabelTook, Plain.Between(execution, "started", "stopped"));
        Line(screen, Texts.LabelError, Plain.Text(execution, "error"));
        Line(screen, Texts.LabelCause, Plain.Text(execution, "cause"));
        Line(screen, Texts.LabelInput, Plain.Json(execution, "input"));
        Line(screen, Texts.LabelOutput, Plain.Json(execution, "output"));
        screen.Show(StepTree(execution.GetProperty("steps")));
        if (execution.GetProperty("stepsLeftOut").GetInt64() is > 0 and var more)
        {
            screen.Line(Texts.FormatMoreSteps(more));
        }
    }

    private static void Line(Screen screen, string label, string value)
    {
        if (value.Length > 0)
        {
            screen.Line($"  {Cells.Pad(label, 8)} {value}");
        }
    }

    private static Tree StepTree(JsonElement steps)
    {
        var tree = new Tree(Texts.LabelSteps);
        var nodes = new Dictionary<long, TreeNode>();
        foreach (var step in steps.EnumerateArray())
        {
            var around = step.TryGetProperty("around", out var outer) ? nodes.GetValueOrDefault(outer.GetInt64()) : null;
            var drawn = new Text(Sentence(step), Screen.OfStatus(Plain.Raw(step, "status")));
            nodes[step.GetProperty("enteredEvent").GetInt64()] = around is null ? tree.AddNode(drawn) : around.AddNode(drawn);
        }

        return tree;
    }

    private static string Sentence(JsonElement step)
    {
        var parts = new List<string> { Plain.Text(step, "name"), Plain.Text(step, "status"), Plain.Between(step, "entered", "exited") };
        if (step.TryGetProperty("retry", out var retry))
        {
            parts.Add(Texts.FormatAttempt(Plain.Raw(retry, "attempt"), Plain.Raw(retry, "of"), Plain.Time(retry, "next")));
        }

        if (step.TryGetProperty("until", out _))
        {
            parts.Add(Texts.FormatUntilTime(Plain.Time(step, "until")));
        }

        parts.Add(Plain.Text(step, "error"));
        parts.Add(Plain.Text(step, "cause"));
        return string.Join("  ", parts.Where(part => part.Length > 0));
    }
}
