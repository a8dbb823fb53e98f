using Sluice.Cli.Tests.Serving;

namespace Sluice.Cluster.Tests.Processes;

/// <summary>Nodes that die, stand still, or leave while callers go on: what was acknowledged is there, and whole.</summary>
[Collection(OneAtATime.Name)]
public sealed class FailureTests(SharedServer server)
{
    private const int Checked = 60;

    [Fact]
    public async Task After_a_kill_all_shards_answer_elsewhere_and_every_acknowledged_start_is_there()
    {
        await using var company = await Company.StartAsync(server.NewStore(), 3);
        await using var callers = new Callers([.. company.Nodes.Take(2)], 8);
        await callers.GoOnAsync(100);

        await Company.KillAsync(company.Nodes[2]);
        await Company.HaveAllShardsAsync([.. company.Nodes.Take(2)]);
        await callers.GoOnAsync(100);
        await callers.StopAsync();

        await AssertAllThereAsync(callers, company.Nodes[0], company.Nodes[1]);
    }

    [Fact]
    public async Task A_node_that_stood_still_finds_itself_an_outcast_and_ends_and_nothing_it_had_is_lost()
    {
        await using var company = await Company.StartAsync(server.NewStore(), 3);
        await using var callers = new Callers([.. company.Nodes.Take(2)], 8);
        await callers.GoOnAsync(100);

        Company.Freeze(company.Nodes[2]);
        await Company.HaveAllShardsAsync([.. company.Nodes.Take(2)]);
        await callers.GoOnAsync(50);
        Company.Thaw(company.Nodes[2]);
        Assert.Equal(75, await company.Nodes[2].EndAsync());
        await callers.GoOnAsync(50);
        await callers.StopAsync();

        await AssertAllThereAsync(callers, company.Nodes[0], company.Nodes[1]);
    }

    [Fact]
    public async Task A_node_that_is_asked_to_stop_gives_its_shards_away_and_no_call_to_others_fails()
    {
        await using var company = await Company.StartAsync(server.NewStore(), 2);
        await using var callers = new Callers([company.Nodes[0]], 8);
        await callers.GoOnAsync(50);

        company.Nodes[1].BeginStop();
        Assert.Equal(0, await company.Nodes[1].EndAsync());
        await Company.HaveAllShardsAsync(company.Nodes[0]);
        var next = await company.AddAsync();
        await Company.HaveAllShardsAsync(company.Nodes[0], next);
        await callers.GoOnAsync(50);
        await callers.StopAsync();

        Assert.Empty(callers.Refused);
        await AssertAllThereAsync(callers, company.Nodes[0], next);
    }

    [Fact]
    public async Task A_node_that_alone_cannot_store_ends_and_the_others_have_its_shards()
    {
        var store = server.NewStore();
        await using var company = await Company.StartAsync(store, 1);
        using var way = Way.To(store);
        var cut = await company.AddAsync(way.Store);
        await Company.HaveAllShardsAsync(company.Nodes[0], cut);
        await using var callers = new Callers([company.Nodes[0]], 4);
        await callers.GoOnAsync(50);

        way.Cut();
        Assert.Equal(75, await cut.EndAsync());
        await Company.HaveAllShardsAsync(company.Nodes[0]);
        await callers.GoOnAsync(50);
        await callers.StopAsync();

        await AssertAllThereAsync(callers, company.Nodes[0]);
    }

    private static async Task AssertAllThereAsync(Callers callers, params StartedServer[] nodes)
    {
        foreach (var (flow, name) in callers.Acknowledged)
        {
            Assert.Equal("Succeeded", await nodes[0].StatusAsync(flow, name, wait: 60));
        }

        foreach (var (flow, name) in callers.Acknowledged.Reverse().Take(Checked))
        {
            await Company.AssertWholeAsync(nodes[^1], flow, name);
        }
    }
}
