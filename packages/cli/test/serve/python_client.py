"""Every call of Oso Cloud's client for Python against a server: python_client.py URL"""

import sys
import unittest
from uuid import uuid4

from oso_cloud import Oso, ParityHandle, Value, ValueOfType, typed_var
from oso_cloud.api import OsoException

URL = sys.argv.pop()


def user(id):
    return Value("User", id)


def organization(id):
    return Value("Organization", id)


def repository(id):
    return Value("Repository", id)


class Calls(unittest.TestCase):
    def setUp(self):
        self.oso = Oso(url=URL, api_key="any key", data_bindings=__file__)
        self.oso.api.clear_data()
        with self.oso.batch() as tx:
            tx.insert(("has_role", user("anne"), "admin", organization("acme")))
            tx.insert(("has_relation", repository("anvil"), "organization", organization("acme")))
            tx.insert(("has_relation", repository("bolt"), "organization", organization("acme")))
            tx.insert(("has_role", user("bob"), "owner", repository("bolt")))

    def test_authorize(self):
        self.assertTrue(self.oso.authorize(user("anne"), "read", repository("anvil")))
        self.assertFalse(self.oso.authorize(user("bob"), "read", repository("anvil")))

    def test_context_facts(self):
        context = [("has_role", user("carl"), "member", organization("acme"))]
        self.assertTrue(self.oso.authorize(user("carl"), "read", repository("anvil"), context))
        self.assertFalse(self.oso.authorize(user("carl"), "read", repository("anvil")))
        self.assertEqual(self.oso.list(user("carl"), "read", "Repository", context), ["anvil", "bolt"])
        self.assertEqual(self.oso.actions(user("carl"), repository("anvil"), context), ["read"])

    def test_list(self):
        self.assertEqual(self.oso.list(user("anne"), "read", "Repository"), ["anvil", "bolt"])
        page = self.oso.list_paginated(user("anne"), "read", "Repository", 1)
        self.assertEqual(page.results, ["anvil"])
        page = self.oso.list_paginated(user("anne"), "read", "Repository", 1, page.next_page_token)
        self.assertEqual((page.results, page.next_page_token), (["bolt"], None))

    def test_actions(self):
        self.assertEqual(self.oso.actions(user("bob"), repository("bolt")), ["delete", "read"])

    def test_insert_get_delete(self):
        self.oso.insert(("has_quota", user("anne"), 12))
        self.oso.insert(("is_public", repository("anvil")))
        self.assertEqual(
            self.oso.get(("has_quota", user("anne"), None)),
            [("has_quota", user("anne"), Value("Integer", "12"))],
        )
        self.assertEqual(
            self.oso.get(("has_role", ValueOfType("User"), "owner", None)),
            [("has_role", user("bob"), Value("String", "owner"), repository("bolt"))],
        )
        self.oso.delete(("has_role", None, None, ValueOfType("Repository")))
        self.assertEqual(len(self.oso.get(("has_role", None, None, None))), 1)
        self.oso.delete(("is_public", repository("anvil")))
        self.oso.delete(("is_public", repository("nothing")))
        self.assertEqual(self.oso.get(("is_public", None)), [])

    def test_batch_in_order(self):
        with self.oso.batch() as tx:
            tx.delete(("has_role", None, None, None))
            tx.insert(("has_role", user("carl"), "owner", repository("bolt")))
        self.assertEqual(
            self.oso.get(("has_role", None, None, None)),
            [("has_role", user("carl"), Value("String", "owner"), repository("bolt"))],
        )

    def test_query_builder(self):
        action, repo = typed_var("String"), typed_var("Repository")
        bob = self.oso.build_query(("allow", user("bob"), action, repo))
        self.assertTrue(bob.evaluate())
        self.assertEqual(bob.evaluate(action), ["delete", "read"])
        self.assertEqual(bob.evaluate((action, repo)), [("delete", "bolt"), ("read", "bolt")])
        anne = self.oso.build_query(("allow", user("anne"), action, repo))
        self.assertEqual(anne.evaluate({repo: action}), {"anvil": ["read"], "bolt": ["read"]})
        self.assertEqual(anne.in_(repo, ["bolt", "none"]).evaluate(repo), ["bolt"])
        self.assertEqual(anne.and_(("has_role", user("bob"), "owner", repo)).evaluate(repo), ["bolt"])
        member = ("has_role", user("zoe"), "member", organization("acme"))
        zoe = self.oso.build_query(("allow", user("zoe"), "read", repo))
        self.assertEqual(zoe.with_context_facts([member]).evaluate(repo), ["anvil", "bolt"])
        self.assertFalse(zoe.evaluate())

    def test_policy(self):
        src = self.oso.api.get_policy().policy["src"]
        self.oso.policy(src + "\nresource Page { permissions = [\"read\"]; }\n")
        self.assertEqual(self.oso.get_policy_metadata().resources["Page"].permissions, ["read"])
        self.oso.policy(src)
        self.assertEqual(
            self.oso.get_policy_metadata().resources["Repository"].relations,
            {"organization": {"relatedResource": "Organization"}},
        )
        with self.assertRaises(OsoException) as raised:
            self.oso.policy("allow(")
        self.assertEqual(raised.exception.status_code, 400)

    def test_errors(self):
        for ask, words in [
            (lambda: self.oso.insert(("has_rol", user("a"), "owner", repository("b"))), "Did you mean has_role?"),
            (lambda: self.oso.authorize(Value("Usr", "a"), "read", repository("b")), "no type Usr"),
            (lambda: self.oso.list(user("a"), "read", "Repositry"), "Did you mean Repository?"),
        ]:
            with self.assertRaises(OsoException) as raised:
                ask()
            self.assertEqual(raised.exception.status_code, 400)
            self.assertIn(words, str(raised.exception))

    def test_local_authorization_is_refused(self):
        repo = typed_var("Repository")
        query = self.oso.build_query(("allow", user("anne"), "read", repo))
        for ask in [
            lambda: self.oso.authorize_local(user("anne"), "read", repository("anvil")),
            lambda: self.oso.list_local(user("anne"), "read", "Repository", "id"),
            lambda: self.oso.actions_local(user("anne"), repository("anvil")),
            lambda: query.evaluate_local_select({"id": repo}),
            lambda: query.evaluate_local_filter("id", repo),
        ]:
            with self.assertRaises(OsoException) as raised:
                ask()
            self.assertEqual(raised.exception.status_code, 501)

    def test_parity(self):
        handle = ParityHandle()
        handle.expect(False)
        self.oso.authorize(user("anne"), "read", repository("anvil"), parity_handle=handle)

    def test_events_of_agents_are_taken(self):
        events = self.oso.for_agents("agent", uuid4(), [user("anne")])
        # An event that cannot be sent is logged, and nothing else; assertLogs fails where nothing is.
        with self.assertRaises(AssertionError), self.assertLogs("oso_cloud.for_agents", "ERROR"):
            events.tool_call_request("weather", {"city": "Oslo"})
            events.tool_call_response("weather", {"degrees": 7})
            events.tool_call_error("weather")
            events.message_from_user("hello")
            events.message_to_user("good morning")


unittest.main()
