"""The application's own classes and objects, which main.polar is asked about. The same ones stand in data.json, as data."""

from dataclasses import dataclass, field
from typing import Dict, List


@dataclass
class Repository:
    name: str
    is_public: bool = False


@dataclass
class Role:
    name: str
    repository: Repository


@dataclass
class User:
    name: str
    roles: List[Role] = field(default_factory=list)


repos_db: Dict[str, Repository] = {
    "gmail": Repository("gmail"),
    "react": Repository("react", is_public=True),
    "oso": Repository("oso"),
}

users_db: Dict[str, User] = {
    "larry": User("larry", [Role("admin", repos_db["gmail"])]),
    "anne": User("anne", [Role("maintainer", repos_db["react"])]),
    "graham": User("graham", [Role("contributor", repos_db["oso"])]),
}
