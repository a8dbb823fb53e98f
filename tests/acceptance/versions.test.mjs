// Each client under each scheme: versions, aliases and regions, in the shapes that the vendor's types expect.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { kinds } from './clients.mjs';
import { createFlow, hello, pages } from './flows.mjs';
import { Server } from './server.mjs';

// One library makes objects without a prototype.
const plain = (value) => JSON.parse(JSON.stringify(value));

let server;
before(async () => { server = await Server.start(); });
after(() => server.dispose());

// The oldest client has no such operations.
for (const [number, kind] of kinds.filter(({ name }) => !name.startsWith('fnf SDK')).entries()) {
  describe(kind.name, () => {
    const FlowName = `versions-${number}`;
    const second = `${hello}# second\n`;
    let client;
    before(async () => {
      client = kind.connect(server.endpoint);
      await createFlow(client, FlowName, hello);
    });

    const refused = async (operation, parameters, code, status) => {
      const error = await client.call(operation, parameters).then(
        () => assert.fail(`${operation} was not refused`), (reason) => reason);
      const refusal = kind.refusal(error);
      assert.equal(refusal.code, code, error.message);
      assert.equal(refusal.status, status);
    };

    test('versions are published, shown and listed newest first', async () => {
      const first = await client.call('PublishFlowVersion', { FlowName, Description: 'one' });
      assert.deepEqual([first.FlowName, first.Version, first.Description], [FlowName, '1', 'one']);
      await client.call('UpdateFlow', { Name: FlowName, Definition: second });
      assert.equal((await client.call('PublishFlowVersion', { FlowName })).Version, '2');

      const shown = await client.call('DescribeFlow', { Name: FlowName, FlowVersion: '1' });
      assert.equal(shown.Definition, hello);
      assert.equal(shown.Description, 'one');
      const listed = await pages(client, 'ListFlowVersions', { FlowName, Limit: 1 });
      assert.deepEqual(listed.flatMap((page) => page.FlowVersions).map((item) => item.Version), ['2', '1']);
    });

    test('an alias is flat when made, nested when shown, and lists its weights as text', async () => {
      const routes = [{ Version: '2', Weight: 80 }, { Version: '1', Weight: 20 }];
      const key = { FlowName, Name: 'live' };
      const RoutingConfigurations = JSON.stringify(routes);
      const made = await client.call('CreateFlowAlias', { ...key, RoutingConfigurations, Description: 'd' });
      assert.deepEqual([made.FlowName, made.Name, made.Description], [FlowName, 'live', 'd']);
      assert.deepEqual(plain(made.RoutingConfigurations), routes);
      await refused('CreateFlowAlias', { ...key, RoutingConfigurations }, 'FlowAliasAlreadyExists', 409);
      await refused('DeleteFlowVersion', { FlowName, FlowVersion: '1' }, 'FlowVersionInUse', 409);

      const shown = await client.call('DescribeFlowAlias', key);
      assert.deepEqual(plain(shown.Alias.RoutingConfigurations), routes);
      assert.equal(shown.Alias.CreatedTime, made.CreatedTime);
      const listed = await client.call('ListFlowAliases', { FlowName });
      assert.deepEqual(plain(listed.Aliases[0].RoutingConfigurations), [
        { Version: '2', Weight: '80' }, { Version: '1', Weight: '20' },
      ]);

      const changed = await client.call('UpdateFlowAlias', {
        ...key, RoutingConfigurations: JSON.stringify([{ Version: '1', Weight: 100 }]),
      });
      assert.deepEqual(plain(changed.Alias.RoutingConfigurations), [{ Version: '1', Weight: 100 }]);
      assert.equal(changed.Alias.Description, 'd');
    });

    test('a start goes through the alias, and is listed by it', async () => {
      const started = await client.call('StartExecution', { FlowName, Qualifier: 'live' });
      assert.equal(started.FlowDefinition, hello);
      assert.equal((await client.call('StartExecution', { FlowName, Qualifier: '2' })).FlowDefinition, second);
      const listed = await client.call('ListExecutions', { FlowName, Qualifier: 'live' });
      assert.deepEqual(listed.Executions.map((item) => item.Name), [started.Name]);
      await refused('StartExecution', { FlowName, Qualifier: 'none' }, 'FlowAliasNotExists', 404);
    });

    test('aliases and versions are deleted, and numbers are not used again', async () => {
      await client.call('DeleteFlowAlias', { FlowName, Name: 'live' });
      await refused('DescribeFlowAlias', { FlowName, Name: 'live' }, 'FlowAliasNotExists', 404);
      await client.call('DeleteFlowVersion', { FlowName, FlowVersion: '2' });
      await refused('DescribeFlow', { Name: FlowName, FlowVersion: '2' }, 'FlowVersionNotExists', 404);
      assert.equal((await client.call('PublishFlowVersion', { FlowName })).Version, '3');
    });

    test('the server is its only region', async () => {
      const { Regions } = await client.call('DescribeRegions', { AcceptLanguage: 'en-US' });
      assert.equal(Regions.Region.length, 1);
      assert.equal(Regions.Region[0].RegionId, 'cn-hangzhou');
      assert.match(Regions.Region[0].RegionEndpoint, /:\d+$/);
    });
  });
}
