"""Postings as people write them, and a vacancy as hh.ru gives it; both invented."""

from typing import Any

RUSSIAN = """Менеджер по работе с ключевыми клиентами (федеральные сети)
Компания «Северный молочный дом», производитель продуктов питания.
Город: Казань
Зарплата: от 120 000 до 150 000 руб. на руки

Обязанности:
• Ведение ключевых клиентов: федеральные и локальные сети
• Проведение переговоров об условиях поставки, работа с возражениями
• Прогнозирование продаж, составление плана развития клиента
Требования:
• Высшее образование
• Опыт работы от 3 лет
• Водительское удостоверение категории B, готовность к командировкам до 30 %
• Английский язык не ниже Intermediate
• Мужчина до 35 лет
Условия:
• График работы: 5/2
• Обучение ведению переговоров и работе с возражениями"""
ENGLISH = """We are looking for a Key Account Manager
Location: London
Responsibilities:
- Manage key accounts and negotiate annual terms
- Win new clients through cold calls
- Lead a team of three
Requirements:
- Driving licence is a plus, no business trips
- Fluent English
- Salary from £40k"""
HH: dict[str, Any] = {
    "id": "8331228",
    "name": "Менеджер по работе с аптечными сетями (KAM)",
    "area": {"id": "88", "name": "Казань"},
    "salary": {"from": 100000, "to": None, "currency": "RUR", "gross": True},
    "salary_range": {"from": 100000, "to": 140000, "currency": "RUR", "gross": True, "mode": {"id": "MONTH"}},
    "experience": {"id": "between3And6", "name": "3–6 лет"},
    "schedule": {"id": "fullDay", "name": "Полный день"},
    "employment": {"id": "full", "name": "Полная занятость"},
    "work_format": [{"id": "ON_SITE", "name": "На месте работодателя"}],
    "description": "<p><strong>Обязанности:</strong></p><ul><li>Проведение переговоров, работа с возражениями</li>"
    "<li>Поиск новых клиентов</li></ul><script>alert(1)</script><p>Разъездной характер работы &amp; отчёты</p>",
    "key_skills": [{"name": "Деловые переговоры"}, {"name": "Аптеки"}],
    "driver_license_types": [{"id": "B"}],
    "languages": [{"id": "eng", "name": "Английский", "level": {"id": "b2", "name": "B2 — Средне-продвинутый"}}],
    "professional_roles": [{"id": "70", "name": "Менеджер по продажам"}],
    "employer": {"id": "1", "name": "Ромашка"},
    "address": None,
    "archived": True,
    "published_at": "2026-11-01T10:00:00+0300",
}
