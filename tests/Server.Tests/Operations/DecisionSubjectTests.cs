using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Access.Words;
using Sluice.Identity.Callers;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Tests.Admission;

namespace Sluice.Server.Tests.Operations;

/// <summary>What is checked is what is used: every operation is decided on what it has read itself.</summary>
public sealed class DecisionSubjectTests(AccessFixture server) : IClassFixture<AccessFixture>
{
    private static readonly Caller Ada = new(
        AccountId.Default, Caller.UserKind, "acs:ram::1000000000000000:user/ada", "ada-key", new(IsOwner: false, [], Session: null));

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["{flow}"] = "orders",
        ["{definition}"] = "Type: StateMachine",
        ["{routes}"] = """[{"Version":"1","Weight":100}]""",
        ["{cron}"] = "@every 1m",
        ["{key}"] = "key-1",
        ["{token}"] = "token",
        ["{trust}"] = """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::2000000000000000:root"}}]}
            """,
    };

    // Goal: a parameter that an operation does not know is no part of any decision or record. Method: any of all others'.
    [Fact]
    public void Parameters_of_other_operations_change_no_decision_and_no_record()
    {
        var operations = server.Apis.SelectMany(api => api.Operations.Values).ToList();
        var more =
            from operation in Gen.Elements(operations.ToArray())
            from names in Gen.Elements(SomeCalls.Names.Except(SomeCalls.Own(operation.Name)).ToArray()).ListOf()
            from value in Gen.Elements("intruder", "1", "*", "{}", "", "acs:ram::1000000000000000:role/runner", "2000000000000000")
            select (operation, names, value);

        Prop.ForAll(more.ToArbitrary(), made =>
        {
            var own = Parameters(made.operation.Name);
            var with = own.Concat(made.names.Distinct().Select(name => (name, made.value))).ToArray();
            Assert.Equal(Decided(made.operation, own), Decided(made.operation, with));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Every_operation_is_decided_on_something_of_its_own_parameters()
    {
        foreach (var operation in server.Apis.SelectMany(api => api.Operations.Values))
        {
            Assert.Subset(SomeCalls.Own(operation.Name).ToHashSet(), operation.Naming.ToHashSet());
            var subject = operation.Read(Some.Parameters(Parameters(operation.Name)), Ada).Subject;
            var named = SomeCalls.Pairs(operation.Name).Select(pair => pair.Name)
                .FirstOrDefault(name => name is "FlowName" or "UserName" or "RoleName")
                ?? (operation.Name.EndsWith("Flow", StringComparison.Ordinal) ? "Name" : null);
            if (named is not null)
            {
                var name = Parameters(operation.Name).Single(pair => pair.Name == named).Value;
                Assert.Equal(
                    name, Assert.IsType<Subject.Thing>(subject).Names[0].Split('/', 2)[1]);
            }
        }
    }

    [Fact]
    public void The_words_of_policies_are_the_operations_there_are()
    {
        foreach (var api in server.Apis)
        {
            var known = Vocabulary.Actions[api.Service].ToHashSet();
            string[] there = [.. api.Operations.Keys, .. api.Service == "sluice" ? DecidedInOwnApi() : []];
            Assert.Subset(known, there.ToHashSet());
            Assert.True(api.Service == "sts" || known.SetEquals(there), api.Service);
        }
    }

    /// <summary>What policies have a say on: logins, which everybody has of his own, are none of it.</summary>
    private IEnumerable<string> DecidedInOwnApi() => server.Resources
        .Where(resource => !resource.Operation.IsForAnybody && resource.TakesPermission)
        .Select(resource => resource.Operation.Name);

    private static string Decided(Operation operation, (string Name, string Value)[] parameters)
    {
        var read = Some.Parameters(parameters);
        var call = operation.Read(read, Ada);
        return Shown(call.Subject) + string.Concat(call.Demands.Select(demand => demand.Action + Shown(demand.Subject)))
            + JsonSerializer.Serialize(operation.NamesOf(read));
    }

    private static string Shown(Subject subject) => JsonSerializer.Serialize(subject, subject.GetType());

    private static (string Name, string Value)[] Parameters(string operation) =>
        [.. SomeCalls.Pairs(operation).Select(pair => (
            pair.Name, Values.Aggregate(pair.Value, (text, value) => text.Replace(value.Key, value.Value, StringComparison.Ordinal))))];
}
